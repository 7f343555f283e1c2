/**
 * Reads and checks the files of a published model: model.json and the weights files that it lists.
 *
 * The checks are our own: TensorFlow.js would load a file that is cut off or changed, and fail later without naming the cause.
 *
 * @typedef {{name: string, shape: number[], dtype: string, quantization?: {dtype: string}}} WeightSpec
 * @typedef {object} Metadata  What the export adds to a graph.
 * @property {import("./rejection.js").Thresholds} [thresholds]  From calibration.
 * @property {import("./tfjs/graph-model.js").Outputs} [outputs]  What the network can answer with: see `network.js`.
 * @property {Record<string, string>} [sha256]  Of each weights file, as 64 hexadecimal digits.
 * @property {{strokes: import("../preprocessing/strokes.js").Stroke[], answer: number[], tolerance: number}} [golden]  A drawing, what
 *     Keras answers to it, and the largest difference allowed.
 *
 * @typedef {{paths: string[], weights: WeightSpec[]}} WeightGroup
 * @typedef {{modelTopology: {}, weightsManifest: WeightGroup[], signature?: {}, userDefinedMetadata?: Metadata}} ModelJson
 * @typedef {{modelTopology: {}, weightSpecs: WeightSpec[], weightData: ArrayBuffer, format: "graph-model",
 *     signature?: {}, userDefinedMetadata?: Metadata}} ModelFiles  As TensorFlow.js takes them from a load handler.
 */
import { RecogniserError } from "../errors.js";
import { place, readBytes } from "../read-bytes.js";

/** @type {Record<string, number>} Bytes of one value. */
const BYTES = { float32: 4, int32: 4, float16: 2, uint16: 2, uint8: 1, bool: 1 };

/**
 * @param {URL} url  Of a model.json.
 * @returns {Promise<ModelFiles>}
 * @throws {RecogniserError}
 */
export async function readModel(url) {
  const model = parsed(await readBytes(url, "The model"), url);
  const specs = model.weightsManifest.flatMap((group) => group.weights);
  const paths = model.weightsManifest.flatMap((group) => group.paths);
  const shards = await Promise.all(paths.map((path) => readBytes(new URL(path, url), "A weights file of the model")));
  const weightData = joined(shards);
  const expected = specs.reduce((sum, spec) => sum + bytesOf(spec), 0);
  if (weightData.byteLength !== expected) {
    throw new RecogniserError(
      `The weights of the model at ${place(url)} hold ${weightData.byteLength} bytes where ${expected} belong: publish or copy the model again.`,
    );
  }
  await Promise.all(paths.map((path, i) => verified(shards[i], model.userDefinedMetadata?.sha256?.[path], url)));
  const { modelTopology, signature, userDefinedMetadata } = model;
  return { modelTopology, signature, userDefinedMetadata, weightSpecs: specs, weightData, format: "graph-model" };
}

/**
 * @param {ArrayBuffer} bytes
 * @param {URL} url
 * @returns {ModelJson}
 */
function parsed(bytes, url) {
  const text = new TextDecoder().decode(bytes);
  let model;
  try {
    model = JSON.parse(text);
  } catch (error) {
    const found = text.trimStart().startsWith("<") ? "a web page" : "no complete JSON";
    throw new RecogniserError(`The file at ${place(url)} is ${found} where a model.json belongs: check the address.`, error);
  }
  if (!Array.isArray(model?.modelTopology?.node) || !Array.isArray(model.weightsManifest)) {
    throw new RecogniserError(`The file at ${place(url)} is no TensorFlow.js graph model: make one with "python -m export convert RUN".`);
  }
  return model;
}

/**
 * @param {ArrayBuffer} bytes
 * @param {string | undefined} expected  Without it nothing is checked.
 * @param {URL} url
 */
async function verified(bytes, expected, url) {
  const subtle = globalThis.crypto?.subtle; // Browsers give it to secure pages only.
  if (expected === undefined || subtle === undefined) return;
  const found = [...new Uint8Array(await subtle.digest("SHA-256", bytes))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  if (found !== expected) {
    throw new RecogniserError(`The weights of the model at ${place(url)} are not those that were published: publish or copy the model again.`);
  }
}

/**
 * @param {WeightSpec} spec
 * @returns {number}
 */
function bytesOf(spec) {
  const values = spec.shape.reduce((product, side) => product * side, 1);
  return values * (BYTES[spec.quantization?.dtype ?? spec.dtype] ?? NaN);
}

/**
 * @param {ArrayBuffer[]} shards
 * @returns {ArrayBuffer}
 */
function joined(shards) {
  const bytes = new Uint8Array(shards.reduce((sum, shard) => sum + shard.byteLength, 0));
  let end = 0;
  for (const shard of shards) {
    bytes.set(new Uint8Array(shard), end);
    end += shard.byteLength;
  }
  return bytes.buffer;
}
