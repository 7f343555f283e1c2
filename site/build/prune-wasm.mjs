/**
 * Leaves out of TensorFlow.js' WebAssembly what no published model runs.
 */
import binaryen from "binaryen";
import { kernelFiles } from "./kernel-files.mjs";

/**
 * @param {Uint8Array} binary  WebAssembly of TensorFlow.js. It exports a function for each kernel, under the name that the kernel's
 *     source calls.
 * @param {string[]} kernels  The ones that stay.
 * @returns {Uint8Array} The same, without the functions of other kernels and without what only those call.
 */
export function pruneWasm(binary, kernels) {
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

/** @param {string} name  Of an export. Those of the runtime itself begin with a small letter or with two underscores. */
const isKernel = (name) => /^_?[A-Z]/.test(name);

/**
 * @param {binaryen.Module} module
 * @returns {string[]}
 */
function exportsOf(module) {
  return Array.from({ length: module.getNumExports() }, (_, i) => binaryen.getExportInfo(module.getExportByIndex(i)).name);
}
