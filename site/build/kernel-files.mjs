/**
 * Which source files of TensorFlow.js make up a kernel.
 */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const packages = join(dirname(dirname(fileURLToPath(import.meta.url))), "node_modules", "@tensorflow");

/**
 * A kernel may call another one's function, and on WebAssembly that function works only when its kernel is registered:
 * `Mean` calls that of `Transpose`.
 *
 * @param {"wasm" | "cpu"} backend
 * @param {string[]} kernels
 * @returns {Map<string, string>} From file, below the packages' folder, to text: of these kernels and all that they import
 *   from beside them.
 */
export function kernelFiles(backend, kernels) {
  const files = new Map();
  const add = (/** @type {string} */ name) => {
    const file = `tfjs-backend-${backend}/dist/kernels/${name}.js`;
    if (files.has(file)) return;
    files.set(file, source(file));
    for (const [, called] of files.get(file).matchAll(/from '\.\/(\w+)'/g)) add(called);
  };
  kernels.forEach(add);
  return files;
}

/**
 * @param {string} file
 * @returns {string}
 */
export function source(file) {
  return readFileSync(join(packages, file), "utf8");
}
