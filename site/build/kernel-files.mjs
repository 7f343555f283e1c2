/**
 * Which source files of TensorFlow.js make up a kernel.
 */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const packages = join(dirname(dirname(fileURLToPath(import.meta.url))), "node_modules", "@tensorflow");

/**
 * A kernel may call the function of another kernel: `Mean` calls that of `Transpose`. On WebAssembly such a function works only when
 * its own kernel is registered.
 *
 * @param {"wasm" | "cpu"} backend
 * @param {string[]} kernels
 * @returns {Map<string, string>} The files of these kernels and of those that they import from the same folder: path below the
 *     packages' folder -> text.
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
 * @param {string} file  Path below the packages' folder.
 * @returns {string} Its text.
 */
export function source(file) {
  return readFileSync(join(packages, file), "utf8");
}
