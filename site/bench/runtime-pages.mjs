/**
 * Builds one page for each runtime, as a careful user of it would publish it: one minified script, and beside it the files that the
 * runtime loads.
 */
import { copyFile, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const packages = join(here, "node_modules");

/**
 * @typedef {object} Runtime
 * @property {string} name  Of its page in runtimes/.
 * @property {string} title
 * @property {string | null} from  The package whose version is the runtime's; null for ours.
 * @property {string[]} [files]  What it loads, relative to the packages' folder.
 */

/** @type {Runtime[]} Ours is the first one. */
export const RUNTIMES = [
  { name: "inkling", title: "Inkling", from: null },
  { name: "tfjs", title: "TensorFlow.js, its own choice", from: "@tensorflow/tfjs" },
  {
    name: "tfjs-wasm",
    title: "TensorFlow.js, WebAssembly",
    from: "@tensorflow/tfjs-backend-wasm",
    files: ["@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm", "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm"],
  },
  { name: "onnx", title: "onnxruntime-web", from: "onnxruntime-web", files: ["onnxruntime-web/dist/ort-wasm-simd-threaded.wasm"] },
  {
    name: "litert",
    title: "LiteRT.js",
    from: "@litertjs/core",
    files: ["litert_wasm_internal", "litert_wasm_compat_internal"].flatMap((name) => [`@litertjs/core/wasm/${name}.js`, `@litertjs/core/wasm/${name}.wasm`]),
  },
];

/**
 * @param {object} options
 * @param {string} options.out  The folder to write anew, with one folder a page.
 * @param {string} options.litert  The model for LiteRT.js.
 * @param {string} options.onnx  The model for onnxruntime-web.
 * @param {number[]} options.drawing  The grid that each page answers first.
 */
export async function buildPages({ out, litert, onnx, drawing }) {
  await rm(out, { recursive: true, force: true });
  await esbuild.build({
    absWorkingDir: here,
    entryPoints: Object.fromEntries(RUNTIMES.map(({ name }) => [`${name}/page`, `runtimes/${name}.js`])),
    outdir: out,
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    legalComments: "none",
    external: ["../demo/recogniser.js", "node:*", "fs", "path", "util", "crypto", "worker_threads", "perf_hooks"],
    define: { DRAWING: JSON.stringify(drawing.map((value) => Number(value.toFixed(2)))) },
    logLevel: "error",
  });
  for (const { name, files = [] } of RUNTIMES) {
    await writeFile(
      join(out, name, "index.html"),
      '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><script type="module" src="page.js"></script>\n',
    );
    for (const file of files) await copyFile(join(packages, file), join(out, name, file.split("/").at(-1) ?? ""));
  }
  await copyFile(litert, join(out, "litert", "model.tflite"));
  await copyFile(onnx, join(out, "onnx", "model.onnx"));
}

/**
 * @param {Runtime} runtime
 * @returns {Promise<string | null>}
 */
export async function versionOf({ from }) {
  return from && JSON.parse(await readFile(join(packages, from, "package.json"), "utf8")).version;
}

/** @throws {Error} When the packages to measure against are not there. */
export async function checkPackages() {
  const there = await readdir(packages).catch(() => []);
  if (there.length === 0)
    throw new Error("The runtimes to measure against are not installed: run 'make bench-demo', or 'npm ci --ignore-scripts' in site/bench/.");
}
