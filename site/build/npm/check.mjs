/**
 * Finds what is wrong with the npm package as it was installed: `node site/build/npm/check.mjs DIR`
 *
 * DIR is the folder of the package. Every file that something in it names must be there: in `exports`, in imports, in addresses that
 * bundlers read, in declarations, in models. Without this check, the page of a user would be the first to fail.
 */
import { readFile } from "node:fs/promises";
import { join, posix } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { command } from "../../bin/command.mjs";
import { builtFiles } from "../built-files.mjs";
import { weightsOf } from "../published-models.mjs";

/** What a script names: imports, and addresses of files. Minified code has no space after `from`. */
const IN_SCRIPT = [/\bfrom ?"([^"]+)"/g, /\bimport ?\(?"([^"]+)"/g, /new URL\("([^"]+)", ?import\.meta\.url\)/g];
const IN_TYPES = [/\bfrom "([^"]+)"/g, /\bimport\("([^"]+)"\)/g];

/** What a package must bring beside its scripts. */
const ALWAYS = ["package.json", "README.md", "LICENSE", "NOTICE"];

/** Fields that would make `npm install` fetch or run something. */
const FORBIDDEN = ["dependencies", "peerDependencies", "optionalDependencies", "scripts"];

/**
 * @param {string} folder
 * @returns {Promise<string[]>} One sentence for each thing that is wrong.
 */
export async function problemsOf(folder) {
  const files = new Set(await builtFiles(folder));
  const missing = ALWAYS.filter((file) => !files.has(file));
  if (missing.length > 0) return missing.map((file) => `${file} is missing.`);
  const read = (/** @type {string} */ file) => readFile(join(folder, file), "utf8");
  const manifest = JSON.parse(await read("package.json"));
  const named = exported(manifest);
  for (const file of files) {
    if (file.endsWith(".js")) named.push(...namedIn(file, await read(file), IN_SCRIPT));
    if (file.endsWith(".d.ts")) named.push(...namedIn(file, withoutComments(await read(file)), IN_TYPES).map(declarationOf));
    if (file.endsWith("/model.json")) named.push(...weightsIn(file, await read(file)));
  }
  const absent = named.filter(({ path }) => !files.has(path)).map(({ by, path }) => `${by} names ${path}, which is not there.`);
  const forbidden = Object.keys(manifest).filter((key) => FORBIDDEN.includes(key));
  return [...absent, ...(await withoutWasm(files, read)), ...forbidden.map((key) => `package.json has ${key}.`)];
}

/** @typedef {{by: string, path: string}} Named  A path of the package, and the file that names it. */

/**
 * @param {{exports: Record<string, string | Record<string, string>>}} manifest
 * @returns {Named[]} Patterns such as `./models/*` name no file.
 */
function exported({ exports }) {
  const targets = Object.entries(exports).flatMap(([name, target]) =>
    (typeof target === "string" ? [target] : Object.values(target)).map((path) => ({ name, path })),
  );
  return targets.filter(({ path }) => !path.includes("*")).map(({ name, path }) => ({ by: `The export "${name}"`, path: posix.normalize(path) }));
}

/**
 * @param {string} file
 * @param {string} text
 * @param {RegExp[]} patterns
 * @returns {Named[]}
 */
function namedIn(file, text, patterns) {
  const names = patterns.flatMap((pattern) => [...text.matchAll(pattern)].map(([, name]) => name));
  return names.map((name) => ({ by: file, path: name.startsWith(".") ? posix.join(posix.dirname(file), name) : name }));
}

/** @param {string} text  Of a declaration. Its comments hold examples. */
const withoutComments = (text) => text.replace(/\/\*[\s\S]*?\*\//g, "");

/**
 * @param {Named} named  In a declaration: the script that it is of.
 * @returns {Named}
 */
const declarationOf = ({ by, path }) => ({ by, path: path.replace(/\.js$/, ".d.ts") });

/**
 * @param {string} file
 * @param {string} text  Of a model.json.
 * @returns {Named[]}
 */
const weightsIn = (file, text) => weightsOf(text).map((path) => ({ by: file, path: posix.join(posix.dirname(file), path) }));

/**
 * @param {Set<string>} files
 * @param {(file: string) => Promise<string>} read
 * @returns {Promise<string[]>} Folders of scripts none of which names both WebAssembly files: a build may have lost the addresses.
 */
async function withoutWasm(files, read) {
  const folders = ["", "full/"];
  const problems = folders.map(async (folder) => {
    const scripts = [...files].filter((file) => file.endsWith(".js") && file === folder + posix.basename(file));
    const texts = await Promise.all(scripts.map(read));
    const named = ["tfjs-backend-wasm.wasm", "tfjs-backend-wasm-simd.wasm"].filter((name) =>
      texts.some((text) => text.includes(`new URL("./${name}",import.meta.url)`)),
    );
    return named.length === 2 ? [] : [`No script of "./${folder}" names the address of each WebAssembly file.`];
  });
  return (await Promise.all(problems)).flat();
}

/** @param {string | undefined} folder */
async function main(folder) {
  if (folder === undefined) throw new Error("Name the folder of the package: node site/build/npm/check.mjs DIR");
  const problems = await problemsOf(folder);
  if (problems.length > 0) throw new Error(problems.join("\n"));
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await command(() => main(process.argv[2]));
}
