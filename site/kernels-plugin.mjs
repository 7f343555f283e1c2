/**
 * The esbuild plugin that leaves out of TensorFlow.js what the demo does not run.
 */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const site = dirname(fileURLToPath(import.meta.url));

/**
 * Replaces `src/kernels.js` by a module that registers only these kernels, for WebAssembly and, in a chunk of its own,
 * for the CPU; and the code for threads, which are off, by nothing.
 *
 * @param {string[]} names  Of kernels.
 * @returns {import("esbuild").Plugin}
 */
export function onlyKernels(names) {
  /** @type {Record<string, string>} */
  const modules = {
    wasm: `
      ${registration("wasm", names)}
      export { setWasmPaths } from "@tensorflow/tfjs-backend-wasm/dist/base.js";
      export const wasmFolder = new URL("./", import.meta.url);
      export const loadCpu = () => import("inkling:cpu");`,
    cpu: `
      import "@tensorflow/tfjs-backend-cpu/dist/base.js";
      ${registration("cpu", names)}`,
    threads: "export const wasmWorkerContents = ''; export default null;",
  };
  return {
    name: "only-kernels",
    setup(build) {
      build.onResolve({ filter: /^\.\/kernels\.js$/ }, () => ({ path: "wasm", namespace: "inkling" }));
      build.onResolve({ filter: /^inkling:cpu$/ }, () => ({ path: "cpu", namespace: "inkling" }));
      build.onResolve({ filter: /threaded-simd(\.worker)?\.js$/ }, () => ({ path: "threads", namespace: "inkling" }));
      build.onLoad({ filter: /./, namespace: "inkling" }, ({ path }) => ({ contents: modules[path], resolveDir: site }));
    },
  };
}

/**
 * @param {"wasm" | "cpu"} backend
 * @param {string[]} names
 * @returns {string} Source code.
 */
function registration(backend, names) {
  const kernels = names.map((name) => {
    const file = `@tensorflow/tfjs-backend-${backend}/dist/kernels/${name}.js`;
    return { file, config: configName(file) };
  });
  return `
    import { registerKernel } from "@tensorflow/tfjs-core";
    ${kernels.map(({ file, config }) => `import { ${config} } from "${file}";`).join("\n")}
    [${kernels.map(({ config }) => config).join(", ")}].forEach((kernel) => registerKernel(kernel));`;
}

/**
 * @param {string} file  Of a kernel, which TensorFlow.js names after it.
 * @returns {string} The name of its export, spelt in too many ways to guess: `_fusedMatMulConfig`, `fusedConv2DConfig`.
 */
function configName(file) {
  const found = /export const (\w+Config)\b/.exec(readFileSync(join(site, "node_modules", file), "utf8"));
  if (!found) throw new Error(`${file} exports no kernel.`);
  return found[1];
}
