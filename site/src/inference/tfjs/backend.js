/**
 * Starts TensorFlow.js once per page: WebAssembly with SIMD, else plain WebAssembly, else JavaScript.
 *
 * Threads are off: threaded WebAssembly needs headers that static hosts cannot send.
 */
import * as tf from "@tensorflow/tfjs-core";
import { loadCpu, setWasmPaths, wasmFolder } from "./kernels.js";
import { ScriptError } from "../../errors.js";
import { readBytes } from "../../read-bytes.js";

/** @typedef {{backend: "wasm" | "cpu", simd: boolean}} Backend */

/** @type {Promise<Backend> | null} Every recogniser of a page shares one: the wasm module is initialised once. */
let started = null;

/**
 * @param {URL} [folder]  Where the .wasm files lie.
 * @returns {Promise<Backend>}
 * @throws {RecogniserError} When nothing starts; the next call tries again.
 */
export function startBackend(folder = wasmFolder) {
  started ??= start(folder).catch((error) => {
    started = null;
    throw new ScriptError("TensorFlow.js did not start: check the connection, then try again.", error);
  });
  return started;
}

/**
 * @param {URL} folder
 * @returns {Promise<Backend>}
 */
async function start(folder) {
  tf.enableProdMode(); // Else replacing the platform below prints a warning.
  const simd = await tf.env().getAsync("WASM_HAS_SIMD_SUPPORT");
  for (const candidate of simd ? [true, false] : [false]) {
    const binary = await compilable(new URL(`tfjs-backend-wasm${candidate ? "-simd" : ""}.wasm`, folder));
    if (binary !== null && (await startWasm(binary, candidate))) return { backend: "wasm", simd: candidate };
  }
  await loadCpu();
  await use("cpu");
  return { backend: "cpu", simd: false };
}

/**
 * A security policy may forbid WebAssembly and a server may lack the file. TensorFlow.js would then wait for ever, so
 * both are found out before it starts; the browser remembers what it compiled, and the second time costs nothing.
 *
 * @param {URL} url
 * @returns {Promise<ArrayBuffer | null>}
 */
async function compilable(url) {
  try {
    const binary = await readBytes(url, "The WebAssembly file");
    await WebAssembly.compile(binary);
    return binary;
  } catch {
    return null;
  }
}

/**
 * @param {ArrayBuffer} binary
 * @param {boolean} simd
 * @returns {Promise<boolean>} Whether it runs.
 */
async function startWasm(binary, simd) {
  tf.env().set("WASM_HAS_SIMD_SUPPORT", simd);
  tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  // TensorFlow.js fetches the file through its platform, and that of Node knows no file addresses: hand over the bytes.
  tf.env().setPlatform("inkling", platform(binary));
  setWasmPaths("", true);
  try {
    await use("wasm");
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {"wasm" | "cpu"} name
 */
async function use(name) {
  if (tf.env().platform === undefined) tf.env().setPlatform("inkling", platform(new ArrayBuffer(0)));
  const ready = await tf.setBackend(name);
  // When a backend fails to start, TensorFlow.js can serve another without a word.
  if (!ready || tf.getBackend() !== name) throw new Error(`The backend ${name} did not start.`);
}

/**
 * @param {ArrayBuffer} binary  The one file that TensorFlow.js is going to ask for.
 * @returns {import("@tensorflow/tfjs-core").Platform}
 */
function platform(binary) {
  return {
    fetch: async () => new Response(binary),
    now: () => performance.now(),
    encode: (text) => new TextEncoder().encode(text),
    decode: (bytes, encoding) => new TextDecoder(encoding).decode(bytes),
    isTypedArray,
  };
}

/**
 * @param {unknown} value
 * @returns {value is Float32Array | Int32Array | Uint8Array | Uint8ClampedArray}
 */
function isTypedArray(value) {
  return [Float32Array, Int32Array, Uint8Array, Uint8ClampedArray].some((type) => value instanceof type);
}
