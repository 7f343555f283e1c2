/**
 * Starts TensorFlow.js once per page: WebAssembly with SIMD, else WebAssembly without, else JavaScript.
 *
 * Threads are off: WebAssembly with threads needs headers that static hosts cannot send.
 *
 * @typedef {import("../runtime.js").Backend} Backend
 */
import * as tf from "@tensorflow/tfjs-core";
import { ScriptError } from "../../errors.js";
import { readBytes } from "../../read-bytes.js";
import { loadCpu, setWasmPaths, wasmFolder } from "./kernels.js";

/** The version of TensorFlow.js. */
export { version_core as version } from "@tensorflow/tfjs-core";

/** @type {Promise<Backend> | null} All recognisers of a page share it: the WebAssembly module is initialised once. */
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
  tf.enableProdMode(); // Without it, replacing the platform below prints a warning.
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
 * Where a security policy forbids WebAssembly, or the server does not have the file, TensorFlow.js would never stop waiting. So both
 * are checked before it starts. Browsers keep what they compiled: compiling the same bytes again costs nothing.
 *
 * @param {URL} url
 * @returns {Promise<ArrayBuffer | null>} Null where WebAssembly cannot be used.
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
  // TensorFlow.js fetches the file through its platform, and Node's platform cannot fetch from a file: give it the bytes.
  tf.env().setPlatform("inkling", platform(binary));
  setWasmPaths("", true);
  try {
    await use("wasm");
    return true;
  } catch {
    return false;
  }
}

/** @param {"wasm" | "cpu"} name */
async function use(name) {
  if (tf.env().platform === undefined) tf.env().setPlatform("inkling", platform(new ArrayBuffer(0)));
  const ready = await tf.setBackend(name);
  // When a backend fails to start, TensorFlow.js can use another one and not report it.
  if (!ready || tf.getBackend() !== name) throw new Error(`The backend ${name} did not start.`);
}

/**
 * @param {ArrayBuffer} binary  The only file that TensorFlow.js will ask for.
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
