/**
 * An esbuild plugin that leaves out the parts of TensorFlow.js that are never run: kernels, operations of graphs, threads.
 *
 * Why: docs/project/decisions/graph-model.md. With other models, or another version of TensorFlow.js, nothing here has to change.
 */
import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { runInNewContext } from "node:vm";
import { kernelFiles, source } from "./kernel-files.mjs";

const site = dirname(dirname(fileURLToPath(import.meta.url)));

/** The functions of tfjs-core that each operation of a graph calls. The table comes with the converter. */
const functionsOf = JSON.parse(readFileSync(join(site, "node_modules/@tensorflow/tfjs-converter/metadata/kernel2op.json"), "utf8"));

/**
 * Modules of tfjs-core that are there for their side effects, or for a name that is only passed on: they save and load models in the
 * browser, and train. Nothing here does that. The build fails when another version exports other names.
 *
 * @type {Record<string, string>}
 */
const UNUSED = {
  "io/local_storage": "export const BrowserLocalStorage = { URL_SCHEME: 'localstorage://' }; export class BrowserLocalStorageManager {}",
  "io/indexed_db": "export const BrowserIndexedDB = { URL_SCHEME: 'indexeddb://' }; export class BrowserIndexedDBManager {}",
  "io/browser_files": "export const browserFiles = undefined;",
  "io/http": "export const http = undefined; export const browserHTTPRequest = undefined; export const isHTTPScheme = () => false;",
  "optimizers/register_optimizers": "export function registerOptimizers() {}",
  register_all_gradients: "export {};",
};

/**
 * Replaces four things: `src/inference/tfjs/kernels.js` by a module that registers only these kernels, for WebAssembly and, in a file
 * of its own, for the CPU; the converter's lists of operations by lists of these operations; the code for threads, which are off; and
 * what is unused whatever the model is.
 *
 * @param {import("./used-operations.mjs").Used | null} used  Null leaves all kernels and operations in.
 * @param {Record<string, string>} sha256  Of the .wasm files, by their names: the scripts work with these files only.
 * @returns {import("esbuild").Plugin}
 */
export function pruneScripts(used, sha256) {
  return {
    name: "prune-scripts",
    setup(build) {
      const modules = modulesOf(used, sha256);
      build.onResolve({ filter: /^\.\/kernels\.js$/ }, () => ({ path: "wasm", namespace: "inkling" }));
      build.onResolve({ filter: /^inkling:cpu$/ }, () => ({ path: "cpu", namespace: "inkling" }));
      build.onResolve({ filter: /threaded-simd(\.worker)?\.js$/ }, () => ({ path: "threads", namespace: "inkling" }));
      build.onLoad({ filter: /./, namespace: "inkling" }, ({ path }) => ({ contents: modules[path], resolveDir: site }));
      build.onLoad({ filter: /[/\\]tfjs-core[/\\]dist[/\\].*\.js$/ }, ({ path }) => {
        const name = path
          .split(/[/\\]tfjs-core[/\\]dist[/\\]/)[1]
          .replaceAll("\\", "/")
          .replace(/\.js$/, "");
        return Object.hasOwn(UNUSED, name) ? { contents: UNUSED[name] } : undefined;
      });
      if (used !== null) leaveOutOperations(build, used.operations);
    },
  };
}

/**
 * @param {import("./used-operations.mjs").Used | null} used
 * @param {Record<string, string>} sha256
 * @returns {Record<string, string>} Modules that take the place of others: name -> source code.
 */
function modulesOf(used, sha256) {
  const register = (/** @type {"wasm" | "cpu"} */ backend) =>
    used === null ? `import "@tensorflow/tfjs-backend-${backend}";` : registration(backend, used.kernels);
  return {
    wasm: `
      import { OperationMapper } from "@tensorflow/tfjs-converter/dist/operations/operation_mapper.js";
      ${register("wasm")}
      export { setWasmPaths } from "@tensorflow/tfjs-backend-wasm/dist/base.js";
      export const wasmFiles = { ${wasmFiles(sha256)} };
      export const hasOperation = (operation) => operation in OperationMapper.Instance.opMappers;
      export const isWhole = ${used === null};
      export const loadCpu = () => import("inkling:cpu");`,
    cpu: `
      import "@tensorflow/tfjs-backend-cpu/dist/base.js";
      ${register("cpu")}`,
    functions: `export { ${functions(used?.operations ?? []).join(", ")} } from "@tensorflow/tfjs-core/dist/ops/ops_for_converter";`,
    threads: "export const wasmWorkerContents = ''; export default null;",
  };
}

/**
 * @param {import("esbuild").PluginBuild} build
 * @param {string[]} operations  All that stay.
 */
function leaveOutOperations(build, operations) {
  build.onResolve({ filter: /\/ops_for_converter$/ }, ({ namespace }) => (namespace === "inkling" ? undefined : { path: "functions", namespace: "inkling" }));
  build.onLoad({ filter: /[/\\]tfjs-core[/\\]dist[/\\]hash_util\.js$/ }, () => ({ contents: "export {};" })); // It hashes text for operations.
  build.onLoad({ filter: /[/\\]op_list[/\\]\w+\.js$/ }, ({ path }) => ({
    contents: `export const json = ${JSON.stringify(mappings(basename(path, ".js"), operations))};`,
  }));
  build.onLoad({ filter: /[/\\]executors[/\\]\w+_executor\.js$/ }, ({ path }) =>
    mappings(basename(path, "_executor.js"), operations).length > 0 ? undefined : { contents: "export function executeOp() {}" },
  );
}

/**
 * @param {Record<string, string>} sha256  Of the .wasm files, by their names.
 * @returns {string} The members of an object. Each address is spelled out: bundlers copy only files whose addresses they can read.
 */
function wasmFiles(sha256) {
  return Object.entries(sha256)
    .map(([name, sum]) => `"${name}": { url: new URL("./${name}", import.meta.url), sha256: "${sum}" }`)
    .join(", ");
}

/**
 * @param {"wasm" | "cpu"} backend
 * @param {string[]} kernels
 * @returns {string} Source code that registers them and the kernels that they call.
 */
function registration(backend, kernels) {
  const registered = [...kernelFiles(backend, kernels)].flatMap(([file, text]) => {
    const config = /export const (\w+Config)\b/.exec(text)?.[1];
    return config ? [{ file, config }] : []; // Not every file there is a kernel.
  });
  return `
    import { registerKernel } from "@tensorflow/tfjs-core";
    ${registered.map(({ file, config }) => `import { ${config} } from "@tensorflow/${file}";`).join("\n")}
    [${registered.map(({ config }) => config).join(", ")}].forEach((kernel) => registerKernel(kernel));`;
}

/**
 * @param {string[]} operations
 * @returns {string[]} The functions of tfjs-core that they call; for one such as `fused.conv2d` its module, `fused`.
 */
function functions(operations) {
  const names = operations.flatMap((operation) => functionsOf[operation] ?? []);
  return [...new Set(names.map((/** @type {string} */ name) => name.split(".")[0]))];
}

/**
 * For each category of operations the converter has a list of mappings and an executor. A mapping says how to read a node of a graph;
 * the executor runs it.
 *
 * @param {string} category
 * @param {string[]} operations
 * @returns {{tfOpName: string}[]} The mappings of these operations.
 */
function mappings(category, operations) {
  const text = source(`tfjs-converter/dist/operations/op_list/${category}.js`);
  const list = text.slice(text.indexOf("export const json =")).replace("export const json =", "");
  return runInNewContext(list).filter((/** @type {{tfOpName: string}} */ { tfOpName }) => operations.includes(tfOpName));
}
