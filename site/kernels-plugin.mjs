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
 * A kernel may call another one's function, and on WebAssembly that function works only when its kernel is registered:
 * `Mean` calls that of `Transpose`.
 *
 * @param {"wasm" | "cpu"} backend
 * @param {string[]} names  Of kernels.
 * @returns {string} Source code that registers them and those that they call.
 */
function registration(backend, names) {
  const folder = `@tensorflow/tfjs-backend-${backend}/dist/kernels`;
  const kernels = [...withCalled(folder, names)].flatMap((name) => {
    const config = /export const (\w+Config)\b/.exec(source(folder, name))?.[1];
    return config ? [{ file: `${folder}/${name}.js`, config }] : []; // Not every file there is a kernel.
  });
  return `
    import { registerKernel } from "@tensorflow/tfjs-core";
    ${kernels.map(({ file, config }) => `import { ${config} } from "${file}";`).join("\n")}
    [${kernels.map(({ config }) => config).join(", ")}].forEach((kernel) => registerKernel(kernel));`;
}

/**
 * @param {string} folder
 * @param {string[]} names
 * @param {Set<string>} [found]
 * @returns {Set<string>} These files of the folder and all that they import from it.
 */
function withCalled(folder, names, found = new Set()) {
  for (const name of names.filter((name) => !found.has(name))) {
    found.add(name);
    const imports = source(folder, name).matchAll(/from '\.\/(\w+)'/g);
    withCalled(folder, [...imports].map((match) => match[1]), found);
  }
  return found;
}

/**
 * @param {string} folder
 * @param {string} name
 */
function source(folder, name) {
  return readFileSync(join(site, "node_modules", folder, `${name}.js`), "utf8");
}
