/**
 * Leaves out of TensorFlow.js's WebAssembly what no published model runs.
 */
import binaryen from "binaryen";
import { kernelFiles } from "./kernel-files.mjs";

/**
 * @param {Uint8Array} binary  WebAssembly of TensorFlow.js: it exports a function for each kernel, by the name that the
 *   kernel's source says.
 * @param {string[]} kernels  The ones that stay.
 * @returns {Uint8Array} The same without the other kernels' functions and all that only they call.
 */
export function leanWasm(binary, kernels) {
  const text = [...kernelFiles("wasm", kernels).values()].join("\n");
  const words = new Set(text.match(/\w+/g));
  const module = binaryen.readBinary(binary);
  try {
    for (const name of exportsOf(module)) if (isKernel(name) && !words.has(name)) module.removeExport(name);
    module.runPasses(["remove-unused-module-elements"]);
    return module.emitBinary();
  } finally {
    module.dispose();
  }
}

/** @param {string} name  Of an export: the runtime's own begin with a small letter or two underscores. */
const isKernel = (name) => /^_?[A-Z]/.test(name);

/**
 * @param {binaryen.Module} module
 * @returns {string[]}
 */
function exportsOf(module) {
  return Array.from({ length: module.getNumExports() }, (_, i) => binaryen.getExportInfo(module.getExportByIndex(i)).name);
}
