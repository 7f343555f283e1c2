/**
 * The kernels of TensorFlow.js. This file loads all of them, for Node without a build.
 *
 * The build replaces it by a file with the same exports that registers only the kernels that the published models run.
 */
export { setWasmPaths } from "@tensorflow/tfjs-backend-wasm"; // This import also registers the WebAssembly backend.

const folder = new URL("../../../node_modules/@tensorflow/tfjs-backend-wasm/dist/", import.meta.url);

/**
 * Where each .wasm file is, by its name, and its SHA-256, which the build fills in.
 *
 * @type {Record<string, {url: URL, sha256?: string}>}
 */
export const wasmFiles = Object.fromEntries(["tfjs-backend-wasm.wasm", "tfjs-backend-wasm-simd.wasm"].map((name) => [name, { url: new URL(name, folder) }]));

/**
 * Whether an operation of graphs can be read. Here the check is left to TensorFlow.js.
 *
 * @type {(operation: string) => boolean}
 */
export const hasOperation = () => true;

/** Whether all operations and kernels are here. A build for the published models leaves out what they do not run. */
export const isWhole = true;

/** Registers the CPU backend. Loaded only when it is needed: nearly every browser has WebAssembly. */
export const loadCpu = () => import("@tensorflow/tfjs-backend-cpu");
