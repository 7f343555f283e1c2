/**
 * What the tarball of the npm package holds: everything that it names, types for its users, and all kernels in its second build.
 */
import assert from "node:assert/strict";
import { cp, mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { problemsOf } from "../../../site/build/npm/check.mjs";
import { builtTarball, emptyProject } from "../../../site/build/npm/project.mjs";
import { node } from "../../../site/test/child.mjs";
import { digits, temporaryFolder, writeModel } from "../../../site/test/fixture.mjs";

const examples = new URL("../../../site/examples/", import.meta.url);
const compiler = fileURLToPath(new URL("../../../site/node_modules/typescript/bin/tsc", import.meta.url));

/** @type {string} */
let project;
/** @type {string} The folder of the package in it. */
let installed;

before(async () => {
  project = await temporaryFolder();
  installed = await emptyProject(project, await builtTarball());
});

/**
 * Runs a module in the project's folder.
 *
 * @param {string} source
 */
async function inProject(source) {
  const path = join(project, "use.mjs");
  await writeFile(path, source);
  const { code, stdout, stderr } = await node(path);
  assert.equal(code, 0, stderr);
  return stdout;
}

/**
 * @param {string[]} options
 * @returns {Promise<string>} What the compiler complains of.
 */
async function compiled(...options) {
  return (await node(compiler, ...options)).stdout;
}

test("everything that the package names is in it, and installing it fetches nothing else", async () => {
  assert.deepEqual(await problemsOf(installed), []);
  assert.deepEqual(
    (await readdir(join(project, "node_modules"))).filter((name) => !name.startsWith(".")),
    ["inkling-digits"],
  );
});

test("publint finds nothing to improve", async () => {
  const { publint } = await import(pathToFileURL(createRequire(new URL("package.json", examples)).resolve("publint")).href);
  const { messages } = await publint({ pkgDir: installed, pack: false, level: "suggestion" });
  assert.deepEqual(messages, []);
});

test("a program in TypeScript compiles with each way to find modules, and a mistake in it does not", async () => {
  const folder = join(project, "typescript");
  await cp(new URL("typescript/", examples), folder, { recursive: true });
  assert.equal(await compiled("-p", folder, "--moduleResolution", "bundler"), "");
  assert.equal(await compiled("-p", folder, "--module", "nodenext", "--moduleResolution", "nodenext"), "");
  const path = join(folder, "read.ts");
  await writeFile(path, (await readFile(path, "utf8")).replace("answer.label", "answer.digit"));
  assert.match(await compiled("-p", folder), /Property 'digit' does not exist/);
});

test("with the declaration of the React example, React knows the element, its model and its events", async () => {
  const folder = join(project, "react");
  await mkdir(folder);
  await symlink(fileURLToPath(new URL("node_modules", examples)), join(folder, "node_modules"));
  await cp(new URL("react/digit-pad.d.ts", examples), join(folder, "digit-pad.d.ts"));
  const path = join(folder, "use.tsx");
  const program = (/** @type {string} */ field) => `import inkling from "inkling-digits/models/inkling";
    export const pad = <digit-pad id="pad" model={inkling} onanswer={({ detail }) => console.log(detail.${field})} />;`;
  const options = ["--strict", "--noEmit", "--jsx", "react-jsx", "--module", "esnext", "--moduleResolution", "bundler"];
  await writeFile(path, program("label"));
  assert.equal(await compiled(...options, path, join(folder, "digit-pad.d.ts")), "");
  await writeFile(path, program("digit"));
  assert.match(await compiled(...options, path, join(folder, "digit-pad.d.ts")), /Property 'digit' does not exist/);
});

test("a model with other operations is refused by name, and read by the build that has them all", async () => {
  const model = await writeModel(join(await temporaryFolder(), "other"), { activations: ["Softplus", "Erf"] });
  const out = await inProject(`
    import { createRecogniser } from "inkling-digits";
    import { createRecogniser as createFull } from "inkling-digits/full";
    const model = ${JSON.stringify(model)};
    console.log(await createRecogniser({ model }).catch((error) => [error.name, error.message].join(": ")));
    const recogniser = await createFull({ model });
    console.log(recogniser.backend, (await recogniser.recognise(${JSON.stringify(digits[5])})).probabilities.length);`);
  const [refused, answered] = out.trim().split("\n");
  assert.match(refused, /^RecogniserError: .* operations that are not in this build: Softplus, Erf\): load "inkling-digits\/full"/);
  assert.equal(answered, "wasm 10");
});

test("every model of the package answers, by its module and by the path of its file", async () => {
  const models = (await readdir(join(installed, "models"), { withFileTypes: true })).filter((entry) => entry.isDirectory());
  assert.ok(models.some(({ name }) => name === "inkling"));
  for (const { name } of models) {
    const out = await inProject(`
      import { createRecogniser } from "inkling-digits";
      import model from "inkling-digits/models/${name}";
      const path = import.meta.resolve("inkling-digits/models/${name}/model.json");
      for (const each of [model, path]) console.log((await (await createRecogniser({ model: each })).recognise(${JSON.stringify(digits[0])})).label);`);
    assert.equal(out, "0\n0\n", name);
  }
});
