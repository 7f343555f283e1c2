/**
 * Bundles sources with the parts of TensorFlow.js that they run: scripts, WebAssembly and TypeScript's declarations.
 *
 * The site and the npm package are the same sources with other entry points.
 */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import * as esbuild from "esbuild";
import { privateEngine } from "./private-engine.mjs";
import { pruneScripts } from "./prune-scripts.mjs";
import { pruneWasm } from "./prune-wasm.mjs";

/** @typedef {import("./used-operations.mjs").Used} Used */

export const site = dirname(dirname(fileURLToPath(import.meta.url)));

/** What other pages import: name of the file -> source. */
export const LIBRARY = { inkling: "src/index.js", "digit-pad": "src/element/digit-pad.js" };

/** What all bundles have in common. */
export const SETTINGS = /** @type {const} @satisfies {esbuild.BuildOptions} */ ({
  absWorkingDir: site,
  bundle: true,
  format: "esm",
  minify: true,
  target: "es2020",
  // Browsers of 2021 have private fields; without them each becomes a WeakMap: more bytes, and slower.
  supported: { "class-private-field": true, "class-private-method": true, "class-private-accessor": true },
  logLevel: "warning",
});

/**
 * Writes scripts and WebAssembly.
 *
 * @param {string} folder
 * @param {Record<string, string>} entryPoints  Name of the file -> path of its source, below `site/`.
 * @param {Used | null} used  What the scripts can run; null for all that TensorFlow.js can.
 */
export async function bundle(folder, entryPoints, used) {
  await mkdir(folder, { recursive: true });
  const sha256 = await wasm(folder, used);
  await esbuild.build({
    ...SETTINGS,
    entryPoints,
    outdir: folder,
    entryNames: "[name]",
    chunkNames: "[name]-[hash]",
    splitting: true,
    pure: ["console.warn"], // Leaves out what TensorFlow.js tells its own developers; this project has no such call.
    legalComments: "linked",
    // The same code runs in browsers and in Node. With `process`, TensorFlow.js' code around WebAssembly would call `require` in Node,
    // which modules do not have.
    define: { process: "undefined" },
    plugins: [pruneScripts(used, sha256), privateEngine],
  });
}

/**
 * Writes the scripts and styles of a page that uses the demo's `recogniser.js`. They are bundled apart from the demo: together, esbuild
 * would move what both use into files of their own, and the home page would fetch more files.
 *
 * @param {string} folder  In that of the demo.
 * @param {{in: string, out: string}[]} entryPoints  Path of a source, below `site/`; name of the file without its ending.
 */
export async function bundleBeside(folder, entryPoints) {
  await esbuild.build({
    ...SETTINGS,
    entryPoints,
    outdir: folder,
    legalComments: "linked",
    define: { process: "undefined" },
    plugins: [demoRecogniser],
  });
}

/** @type {esbuild.Plugin} */
const demoRecogniser = {
  name: "demo-recogniser",
  setup(build) {
    build.onResolve({ filter: /\/inference\/recogniser\.js$/ }, () => ({ path: "../recogniser.js", external: true }));
  },
};

/**
 * @param {string} folder
 * @param {Used | null} used
 * @returns {Promise<Record<string, string>>} The SHA-256 of each file, by its name.
 */
async function wasm(folder, used) {
  /** @type {Record<string, string>} */
  const sha256 = {};
  for (const file of ["tfjs-backend-wasm.wasm", "tfjs-backend-wasm-simd.wasm"]) {
    const all = await readFile(join(site, "node_modules", "@tensorflow", "tfjs-backend-wasm", "dist", file));
    const bytes = used === null ? all : pruneWasm(all, used.kernels);
    await writeFile(join(folder, file), bytes);
    sha256[file] = createHash("sha256").update(bytes).digest("hex");
  }
  return sha256;
}

/** Makes `document.querySelector("digit-pad")` a pad. Comments in JavaScript cannot say this. */
const ELEMENT = `import type { DigitPad } from "./types/element/digit-pad.js";
declare global {
  interface HTMLElementTagNameMap {
    "digit-pad": DigitPad;
  }
}
`;

/**
 * Writes what TypeScript knows of the library, from the types in its comments.
 *
 * @param {string} folder
 */
export async function declarations(folder) {
  const compiler = join(site, "node_modules", "typescript", "bin", "tsc");
  const project = join(site, "tsconfig.types.json");
  const types = join(folder, "types");
  await promisify(execFile)(process.execPath, [compiler, "-p", project, "--outDir", types]);
  // Users of inkling.js see no more than this. The rest would need the types of TensorFlow.js.
  for (const inner of ["tfjs", "model-files.d.ts", "runtime.d.ts"]) await rm(join(types, "inference", inner), { recursive: true });
  for (const [name, source] of Object.entries(LIBRARY)) {
    const path = source.replace(/^src\//, "./types/");
    await writeFile(join(folder, `${name}.d.ts`), `export * from "${path}";\n${name === "digit-pad" ? ELEMENT : ""}`);
  }
}
