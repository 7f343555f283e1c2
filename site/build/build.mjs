/**
 * Builds the demo and inkling.js for the published models.
 *
 * Reads src/ and every model.json one folder below DIR, writes the folder OUT, and replaces what was there only when all of it is ready:
 * `node site/build/build.mjs [--models DIR] [--out DIR]`
 */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import process from "node:process";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs, promisify } from "node:util";
import { gzipSync } from "node:zlib";
import * as esbuild from "esbuild";
import { command } from "../bin/command.mjs";
import { privateEngine } from "./private-engine.mjs";
import { pruneScripts } from "./prune-scripts.mjs";
import { pruneWasm } from "./prune-wasm.mjs";
import { modelsIn } from "./published-models.mjs";
import { usedBy } from "./used-operations.mjs";

const site = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * @param {{models: string, out: string}} folders
 * @returns {Promise<string[]>} The names of the kernels that the build holds.
 */
export async function build({ models, out }) {
  const used = await usedBy(await modelsIn(models));
  const target = resolve(out);
  await mkdir(dirname(target), { recursive: true });
  const draft = await mkdtemp(join(dirname(target), `.${basename(target)}-`));
  try {
    const written = wasm(draft, used.kernels);
    await Promise.all([written.then((sha256) => scripts(draft, used, sha256)), declarations(draft)]);
    await replace(target, draft);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return used.kernels;
}

/**
 * @param {string} folder
 * @param {import("./used-operations.mjs").Used} used
 * @param {Record<string, string>} sha256  Of the .wasm files, by their names.
 */
async function scripts(folder, used, sha256) {
  await esbuild.build({
    absWorkingDir: site,
    entryPoints: {
      demo: "src/app/main.js",
      inkling: "src/index.js",
      "picture-worker": "src/input/picture-worker.js",
      "digit-pad": "src/element/digit-pad.js",
      "demo-style": "src/app/demo.css",
    },
    outdir: folder,
    entryNames: "[name]",
    chunkNames: "[name]-[hash]",
    bundle: true,
    splitting: true,
    format: "esm",
    minify: true,
    pure: ["console.warn"], // Leaves out what TensorFlow.js tells its own developers; this project has no such call.
    target: "es2020",
    // Browsers of 2021 have private fields; without them each becomes a WeakMap: more bytes, and slower.
    supported: { "class-private-field": true, "class-private-method": true, "class-private-accessor": true },
    legalComments: "linked",
    external: ["node:*"],
    // The same code runs in browsers and in Node. With `process`, TensorFlow.js' code around WebAssembly would call `require` in Node,
    // which modules do not have.
    define: { process: "undefined" },
    plugins: [pruneScripts(used, sha256), privateEngine],
    logLevel: "warning",
  });
  await rename(join(folder, "demo-style.css"), join(folder, "demo.css"));
}

/** @param {string} folder */
async function declarations(folder) {
  const compiler = join(site, "node_modules", "typescript", "bin", "tsc");
  const project = join(site, "tsconfig.types.json");
  const types = join(folder, "types");
  await promisify(execFile)(process.execPath, [compiler, "-p", project, "--outDir", types]);
  // Users of inkling.js see no more than this. The rest would need the types of TensorFlow.js.
  for (const inner of ["tfjs", "model-files.d.ts", "runtime.d.ts"]) await rm(join(types, "inference", inner), { recursive: true });
  for (const [name, source] of Object.entries({ inkling: "index", "digit-pad": "element/digit-pad" })) {
    await writeFile(join(folder, `${name}.d.ts`), `export * from "./types/${source}.js";\n`);
  }
}

/**
 * @param {string} folder
 * @param {string[]} kernels
 * @returns {Promise<Record<string, string>>} The SHA-256 of each file, by its name.
 */
async function wasm(folder, kernels) {
  /** @type {Record<string, string>} */
  const sha256 = {};
  for (const file of ["tfjs-backend-wasm.wasm", "tfjs-backend-wasm-simd.wasm"]) {
    const all = await readFile(join(site, "node_modules", "@tensorflow", "tfjs-backend-wasm", "dist", file));
    const pruned = pruneWasm(all, kernels);
    await writeFile(join(folder, file), pruned);
    sha256[file] = createHash("sha256").update(pruned).digest("hex");
  }
  return sha256;
}

/**
 * Only two renames: at any other moment the old folder or the new one is there, complete.
 *
 * @param {string} target
 * @param {string} draft
 */
async function replace(target, draft) {
  const old = `${draft}-old`;
  await rename(target, old).catch(() => {}); // At the first build there is no old folder.
  await rename(draft, target);
  await rm(old, { recursive: true, force: true });
}

/** @param {string} folder */
async function printSizes(folder) {
  for (const file of (await readdir(folder)).filter((name) => /\.(js|css|wasm)$/.test(name)).sort()) {
    const bytes = await readFile(join(folder, file));
    const [raw, zipped] = [bytes.length, gzipSync(bytes).length].map((size) => (size / 1000).toFixed(1).padStart(7));
    process.stdout.write(`  ${file.padEnd(30)}${raw} kB${zipped} kB gzip\n`);
  }
}

async function main() {
  const { values } = parseArgs({
    options: {
      models: { type: "string", default: join(site, "..", "docs", "models") },
      out: { type: "string", default: join(site, "..", "docs", "assets", "demo") },
    },
  });
  const kernels = await build(values);
  process.stdout.write(`Built ${values.out} with ${kernels.length} kernels: ${kernels.join(", ")}\n`);
  await printSizes(values.out);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await command(main);
}
