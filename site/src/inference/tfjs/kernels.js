/**
 * The computations that TensorFlow.js may run, all of them: what unbundled Node uses.
 *
 * `build.mjs` puts in this file's place one with the same exports and only the kernels that the published models run.
 */
export { setWasmPaths } from "@tensorflow/tfjs-backend-wasm"; // Registers the WebAssembly backend, too.

/** Where the .wasm files lie. */
export const wasmFolder = new URL("../../../node_modules/@tensorflow/tfjs-backend-wasm/dist/", import.meta.url);

/** Registers the CPU backend. Loaded when it is needed only: hardly any browser lacks WebAssembly. */
export const loadCpu = () => import("@tensorflow/tfjs-backend-cpu");
