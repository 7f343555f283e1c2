/**
 * Starts TensorFlow.js once per page: WebAssembly with SIMD, else WebAssembly without, else JavaScript.
 *
 * JavaScript computes only where WebAssembly cannot run: where there is none, or where a security policy forbids it. It is ten times as
 * slow. So a .wasm file that does not arrive is an error, and the next call fetches it again.
 *
 * Threads are off: WebAssembly with threads needs headers that static hosts cannot send.
 *
 * @typedef {import("../runtime.js").Backend} Backend
 */
import * as tf from "@tensorflow/tfjs-core";
import { DamagedError, MissingError, RecogniserError, ScriptError } from "../../errors.js";
import { hasSha256, readBytes, readChecked } from "../../read-bytes.js";
import { t } from "../../words/sentence.js";
import { loadCpu, setWasmPaths, wasmFiles } from "./kernels.js";

/** The version of TensorFlow.js. */
export { version_core as version } from "@tensorflow/tfjs-core";

/** Milliseconds after which a start is given up: TensorFlow.js would wait for ever for WebAssembly that fails to start. */
const PATIENCE = 20_000;

/** The shortest WebAssembly module there is: its mark and its version. */
const EMPTY_MODULE = Uint8Array.of(0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00);

/** @type {Promise<Backend> | null} All recognisers of a page share it: the WebAssembly module is initialised once. */
let started = null;

/**
 * @param {URL} [folder]  Where the .wasm files lie, when not where the build has put them.
 * @returns {Promise<Backend>}
 * @throws {RecogniserError} When nothing starts, or a file does not arrive; the next call tries again.
 */
export function startBackend(folder) {
  started ??= start(folder).catch((error) => {
    started = null;
    throw error instanceof RecogniserError ? error : new ScriptError(t("TensorFlow.js did not start: check the connection, then try again."), error);
  });
  return started;
}

/**
 * @param {URL} [folder]
 * @returns {Promise<Backend>}
 */
async function start(folder) {
  tf.enableProdMode(); // Without it, replacing the platform below prints a warning.
  if (await canRunWasm()) {
    const simd = await tf.env().getAsync("WASM_HAS_SIMD_SUPPORT");
    for (const candidate of simd ? [true, false] : [false]) {
      const binary = await wasmFile(folder, candidate);
      if (binary !== null && (await startWasm(binary, candidate))) return { backend: "wasm", simd: candidate };
    }
  }
  await loadCpu();
  await use("cpu");
  return { backend: "cpu", simd: false };
}

/** @returns {Promise<boolean>} False where there is no WebAssembly, and where a security policy forbids it. */
async function canRunWasm() {
  try {
    await WebAssembly.compile(EMPTY_MODULE);
    await WebAssembly.instantiate(EMPTY_MODULE); // WebKit compiles whatever the policy says, and then runs nothing.
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {URL | undefined} folder
 * @param {boolean} simd
 * @returns {Promise<ArrayBuffer | null>} Null where the server has only the file that uses no SIMD.
 * @throws {RecogniserError} When it does not arrive whole.
 */
async function wasmFile(folder, simd) {
  const name = `tfjs-backend-wasm${simd ? "-simd" : ""}.wasm`;
  const { url, sha256 } = folder ? { url: new URL(name, folder) } : wasmFiles[name];
  try {
    return await readChecked(async (reading) => compilable(await readBytes(url, t("The WebAssembly file"), reading), url, sha256));
  } catch (error) {
    if (simd && error instanceof MissingError) return null;
    throw error;
  }
}

/**
 * TensorFlow.js would never stop waiting for a file that does not compile. So that is checked before it starts. Browsers keep what they
 * compiled: compiling the same bytes again costs nothing.
 *
 * @param {ArrayBuffer} binary
 * @param {URL} url
 * @param {string | undefined} expected  Its SHA-256.
 * @returns {Promise<ArrayBuffer>} The same.
 * @throws {DamagedError}
 */
async function compilable(binary, url, expected) {
  if (!(await hasSha256(binary, expected))) {
    throw new DamagedError(
      t("The WebAssembly file at {url} is damaged, or belongs to another version of this page: reload the page, or publish it again.", { url: url.href }),
    );
  }
  try {
    await WebAssembly.compile(binary);
    return binary;
  } catch (error) {
    throw new DamagedError(t("The file at {url} is no WebAssembly, or a part of it is missing: try again, or publish it again.", { url: url.href }), error);
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
    forgetStart("wasm");
    return false;
  }
}

/**
 * While a start is under way, TensorFlow.js lets no other backend compute.
 *
 * @param {string} name  Of a backend whose start was given up; it can be started again.
 */
function forgetStart(name) {
  const factory = tf.findBackendFactory(name);
  tf.removeBackend(name);
  tf.registerBackend(name, factory);
}

/** @param {"wasm" | "cpu"} name */
async function use(name) {
  if (tf.env().platform === undefined) tf.env().setPlatform("inkling", platform(new ArrayBuffer(0)));
  const ready = await Promise.race([tf.setBackend(name), patience()]);
  // When a backend fails to start, TensorFlow.js can use another one and not report it.
  if (!ready || tf.getBackend() !== name) throw new Error(`The backend ${name} did not start.`);
}

/** @returns {Promise<false>} After a while. */
function patience() {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), PATIENCE);
    /** @type {{unref?: () => void}} */ (/** @type {unknown} */ (timer)).unref?.(); // Node would wait for it at its end.
  });
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
