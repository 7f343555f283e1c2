/**
 * A network as the page knows it: one object that answers grids with named outputs. Every runtime gives such an object; `runtime.js`
 * says which one does.
 *
 * The names are those that `export/convert/outputs.py` gives: `probabilities`, 10 values or 11, the eleventh for "not a digit";
 * `features_1` and so on, what the last matrix product of each member of the network reads; `maps_1` and so on, the feature maps
 * of each convolution, channels last. A model that does not list its outputs has `probabilities` only.
 *
 * @typedef {object} Network
 * @property {Record<string, {shape: number[]}>} outputs  Name -> shape for one grid.
 * @property {(grids: Float32Array, names: string[]) => Float32Array[] | Promise<Float32Array[]>} run  N grids of 784 values, one
 *     after the other, N may be 0 -> one array for each name: N times the values of that output. The caller may change them.
 * @property {() => void} dispose  Frees the network's memory.
 *
 * @typedef {object} Layer  The feature maps of one convolution, channel after channel, row by row.
 * @property {number} side
 * @property {number} channels
 * @property {Float32Array} values  channels x side x side.
 */
import { RecogniserError, SentenceError } from "../errors.js";
import { PIXELS } from "../preprocessing/strokes.js";
import { t } from "../words/sentence.js";
import { DIGITS } from "./rejection.js";

/**
 * @param {Network} network
 * @param {Float32Array} grids  N x 784.
 * @param {boolean} [withFeatures]  Asks for the features in the same run.
 * @returns {Promise<{answers: Float32Array, features: Float32Array[]}>} N times 10 or 11 probabilities; one array of features a
 *     grid where they were asked for, else no array.
 * @throws {Error} When the network does not answer ten or eleven values a grid, or answers what is no number.
 */
export async function answersOf(network, grids, withFeatures = false) {
  const [width] = network.outputs.probabilities?.shape ?? [];
  if (width !== DIGITS && width !== DIGITS + 1) throw new SentenceError(t("it does not answer with ten probabilities, or eleven"));
  const [answers, ...features] = await run(network, grids, ["probabilities", ...(withFeatures ? featureNames(network) : [])]);
  if (!answers.every(Number.isFinite)) throw new SentenceError(t("its probabilities are no numbers"));
  return { answers, features: withFeatures ? rows(features, grids.length / PIXELS) : [] };
}

/**
 * @param {Network} network
 * @param {Float32Array} grids  N x 784.
 * @returns {Promise<Float32Array[]>} N arrays: what the last layer reads of each grid, that of all members one after the other.
 * @throws {RecogniserError} When the model does not list its features.
 */
export async function featuresOf(network, grids) {
  return rows(await run(network, grids, featureNames(network)), grids.length / PIXELS);
}

/**
 * @param {Network} network
 * @param {Float32Array} grid  784 values.
 * @returns {Promise<Layer[]>} One for each convolution, the first one first; none for a network without convolutions.
 * @throws {RecogniserError} When it is not one grid, or the model does not list its outputs.
 */
export async function layersOf(network, grid) {
  if (grid.length !== PIXELS) throw new RecogniserError(`The grid holds ${grid.length} values: one grid of ${PIXELS} belongs here.`);
  if (Object.keys(network.outputs).length === 1) throw unlisted(t("This model does not list its feature maps: export and publish it again."));
  const names = namesOf(network, "maps_");
  const maps = await run(network, grid, names);
  return maps.map((values, i) => channelsFirst(values, network.outputs[names[i]].shape));
}

/** @param {Network} network */
function featureNames(network) {
  const names = namesOf(network, "features_");
  if (names.length === 0) throw unlisted(t("This model does not list its features: export and publish it again."));
  return names;
}

/**
 * @param {Network} network
 * @param {string} prefix
 */
function namesOf(network, prefix) {
  return Object.keys(network.outputs).filter((name) => name.startsWith(prefix));
}

/** @param {import("../words/sentence.js").Words} sentence */
function unlisted(sentence) {
  return new RecogniserError(sentence);
}

/**
 * @param {Network} network
 * @param {Float32Array} grids
 * @param {string[]} names
 * @throws {RecogniserError} When a part of a grid is missing.
 */
function run(network, grids, names) {
  if (grids.length % PIXELS === 0) return network.run(grids, names);
  throw new RecogniserError(`The grids hold ${grids.length} values: a whole number of grids of ${PIXELS} belongs here.`);
}

/**
 * @param {Float32Array[]} outputs  Each for all grids.
 * @param {number} count  Of grids.
 * @returns {Float32Array[]} Each for one grid: its part of all outputs, one after the other.
 */
function rows(outputs, count) {
  const all = outputs.reduce((sum, { length }) => sum + length, 0) / Math.max(count, 1);
  return Array.from({ length: count }, (_, i) => {
    const row = new Float32Array(all);
    let at = 0;
    for (const values of outputs) {
      const width = values.length / count;
      row.set(values.subarray(i * width, (i + 1) * width), at);
      at += width;
    }
    return row;
  });
}

/**
 * @param {Float32Array} values  side x side x channels.
 * @param {number[]} shape
 * @returns {Layer}
 */
function channelsFirst(values, [side, , channels]) {
  const places = side * side;
  return { side, channels, values: values.map((_, i) => values[(i % places) * channels + Math.floor(i / places)]) };
}
