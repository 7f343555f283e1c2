/**
 * The kernels of TensorFlow.js. This file loads all of them, for Node without a build.
 *
 * The build replaces it by a file with the same exports that registers only the kernels that the published models run.
 */
export { setWasmPaths } from "@tensorflow/tfjs-backend-wasm"; // This import also registers the WebAssembly backend.

/** Where the .wasm files are. */
export const wasmFolder = new URL("../../../node_modules/@tensorflow/tfjs-backend-wasm/dist/", import.meta.url);

/**
 * The SHA-256 of each .wasm file in that folder, by its name. The build fills it in.
 *
 * @type {Record<string, string>}
 */
export const wasmSha256 = {};

/** Registers the CPU backend. Loaded only when it is needed: nearly every browser has WebAssembly. */
export const loadCpu = () => import("@tensorflow/tfjs-backend-cpu");
