/**
 * Reads and checks the files of a published model: model.json and the weights files that it lists.
 *
 * The checks are our own: TensorFlow.js would load a file that is cut off or changed, and fail later without naming the cause.
 *
 * @typedef {{name: string, shape: number[], dtype: string, quantization?: {dtype: string}}} WeightSpec
 * @typedef {object} Metadata  What the export adds to a graph.
 * @property {import("./rejection.js").Thresholds} [thresholds]  From calibration.
 * @property {import("./tfjs/replayed-network.js").Outputs} [outputs]  What the network can answer with: see `network.js`.
 * @property {Record<string, string>} [sha256]  Of each weights file, as 64 hexadecimal digits.
 * @property {import("./recogniser.js").Golden} [golden]
 *
 * @typedef {{paths: string[], weights: WeightSpec[]}} WeightGroup
 * @typedef {{modelTopology: {}, weightsManifest: WeightGroup[], signature?: {}, userDefinedMetadata?: Metadata}} ModelJson
 * @typedef {{modelTopology: {}, weightSpecs: WeightSpec[], weightData: ArrayBuffer, format: "graph-model" | "layers-model",
 *     signature?: {}, userDefinedMetadata?: Metadata}} ModelFiles  As TensorFlow.js takes them from a load handler.
 */
import { DamagedError, RecogniserError } from "../errors.js";
import { hasSha256, place, readBytes, readChecked } from "../read-bytes.js";
import { t } from "../words/sentence.js";

/** @type {Record<string, number>} Bytes of one value. */
const BYTES = { float32: 4, int32: 4, float16: 2, uint16: 2, uint8: 1, bool: 1 };

/**
 * @param {URL} url  Of a model.json.
 * @param {Readonly<Record<string, URL | string>>} [places]  Addresses of weights files that do not lie beside it, by their names.
 * @returns {Promise<ModelFiles>}
 * @throws {RecogniserError}
 */
export function readModel(url, places = {}) {
  return readChecked((reading) => read(url, places, reading));
}

/**
 * @param {URL} url
 * @param {Readonly<Record<string, URL | string>>} places
 * @param {import("../read-bytes.js").Reading} reading
 * @returns {Promise<ModelFiles>}
 */
async function read(url, places, reading) {
  const model = parsed(await readBytes(url, t("The model"), reading), url);
  const specs = model.weightsManifest.flatMap((group) => group.weights);
  const paths = model.weightsManifest.flatMap((group) => group.paths);
  const shards = await Promise.all(paths.map((path) => readBytes(new URL(places[path] ?? path, url), t("A weights file of the model"), reading)));
  const weightData = joined(shards);
  const expected = specs.reduce((sum, spec) => sum + bytesOf(spec), 0);
  if (weightData.byteLength !== expected) {
    throw new DamagedError(
      t("The weights of the model at {url} hold {found} bytes where {expected} belong: publish or copy the model again.", {
        url: place(url),
        found: weightData.byteLength,
        expected,
      }),
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
    const isPage = text.trimStart().startsWith("<");
    const where = { url: place(url) };
    throw new DamagedError(
      isPage
        ? t("The file at {url} is a web page where a model.json belongs: check the address.", where)
        : t("The file at {url} is no complete JSON where a model.json belongs: check the address.", where),
      error,
    );
  }
  if (!Array.isArray(model?.modelTopology?.node) || !isManifest(model.weightsManifest)) {
    throw new RecogniserError(t('The file at {url} is no TensorFlow.js graph model: make one with "python -m export convert RUN".', { url: place(url) }));
  }
  return model;
}

/**
 * @param {unknown} groups
 * @returns {groups is WeightGroup[]}
 */
export function isManifest(groups) {
  const isSpec = (/** @type {WeightSpec} */ spec) => Array.isArray(spec?.shape) && Number.isFinite(bytesOf(spec));
  return (
    Array.isArray(groups) &&
    groups.every((group) => Array.isArray(group?.paths) && group.paths.every((/** @type {unknown} */ path) => typeof path === "string")) &&
    groups.every((group) => Array.isArray(group.weights) && group.weights.every(isSpec))
  );
}

/**
 * @param {ArrayBuffer} bytes
 * @param {string | undefined} expected  Without it nothing is checked.
 * @param {URL} url
 */
async function verified(bytes, expected, url) {
  if (!(await hasSha256(bytes, expected))) {
    throw new DamagedError(t("The weights of the model at {url} are not those that were published: publish or copy the model again.", { url: place(url) }));
  }
}

/**
 * @param {WeightSpec} spec
 * @returns {number}
 */
export function bytesOf(spec) {
  const values = spec.shape.reduce((product, side) => product * side, 1);
  return values * (BYTES[spec.quantization?.dtype ?? spec.dtype] ?? NaN);
}

/**
 * @param {ArrayBuffer[]} shards
 * @returns {ArrayBuffer}
 */
export function joined(shards) {
  const bytes = new Uint8Array(shards.reduce((sum, shard) => sum + shard.byteLength, 0));
  let end = 0;
  for (const shard of shards) {
    bytes.set(new Uint8Array(shard), end);
    end += shard.byteLength;
  }
  return bytes.buffer;
}
