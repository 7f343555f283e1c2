/**
 * What `package.json` of the npm package says.
 */

/** Name of the package in the registry, of its folder and of its tarball. */
export const NAME = "inkling-digits";

/** @param {string} file  Its name. */
export const isTarball = (file) => file.startsWith(`${NAME}-`) && file.endsWith(".tgz");

/**
 * @param {string} types  Path of the declarations.
 * @param {string} script
 */
const entry = (types, script) => ({ types: `./${types}`, default: `./${script}` });

/**
 * There is one kind of module, for browsers and Node, and there are no dependencies: docs/project/decisions/npm.md says why.
 *
 * `sideEffects` is not declared. The scripts register kernels when they are loaded, and a bundler that leaves such a script out breaks them.
 *
 * @param {string} version
 * @param {string[]} models  Names of those that the package brings.
 * @param {string} [repository]  Address of the page of the repository, where it is known: registries link to it.
 */
export function manifest(version, models, repository) {
  const page = repository?.replace(/\/$/, "");
  return {
    name: NAME,
    version,
    description: "Reads handwritten digits in the page: strokes, numbers and photographs in, digits out. No server, no dependencies.",
    keywords: ["handwriting", "digits", "recognition", "ocr", "mnist", "web-component", "webassembly", "canvas"],
    license: "MIT",
    ...(page && { repository: { type: "git", url: `git+${page}.git` }, homepage: `${page}#readme` }),
    type: "module",
    engines: { node: ">=20.16" },
    exports: {
      ".": entry("inkling.d.ts", "inkling.js"),
      "./digit-pad": entry("digit-pad.d.ts", "digit-pad.js"),
      "./full": entry("inkling.d.ts", "full/inkling.js"),
      "./full/digit-pad": entry("digit-pad.d.ts", "full/digit-pad.js"),
      ...Object.fromEntries(models.map((name) => [`./models/${name}`, entry("models/model.d.ts", `models/${name}/index.js`)])),
      "./models/*": "./models/*",
      "./package.json": "./package.json",
    },
    types: "./inkling.d.ts",
  };
}
