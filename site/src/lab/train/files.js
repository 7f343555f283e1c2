/**
 * A trained network as files of TensorFlow.js, a graph model that `createRecogniser` and TensorFlow.js open, and back.
 *
 * @typedef {import("../engine/trainer.js").Settings} Settings
 * @typedef {{kernel: Float32Array, bias: Float32Array, inputs: number, outputs: number}} Weights  Of one layer.
 */
import { RecogniserError } from "../../errors.js";
import { sha256Of } from "../../read-bytes.js";
import { t } from "../../words/sentence.js";
import { DIGITS, shapesOf } from "../engine/layout.js";
import { flatShape, nodesOf, specsOf } from "./graph-nodes.js";
import { checked } from "./settings.js";

/** The name of the weights file, which `model.json` says. */
export const WEIGHTS_FILE = "weights.bin";

/** Bytes: the largest network of this page has 13.3 MB of weights. */
export const LARGEST = 16_000_000;

const FOREIGN = t("This is no network that this page saved: choose the model.json and the weights.bin of one.");

/**
 * @param {Weights[]} layers
 * @param {Settings} settings
 * @returns {Promise<{json: string, weights: ArrayBuffer}>} The content of model.json, and of weights.bin.
 */
export async function toFiles(layers, settings) {
  const shapes = shapesOf(settings.filters, settings.layers);
  const specs = specsOf(shapes);
  const weights = joined([flatShape(shapes), ...layers.flatMap(({ kernel, bias }) => [kernel, bias])]);
  const sum = await sha256Of(weights);
  const model = {
    format: "graph-model",
    generatedBy: "Inkling, the page that trains",
    convertedBy: null,
    modelTopology: { node: nodesOf(shapes), library: {}, versions: { producer: 2129 } },
    weightsManifest: [{ paths: [WEIGHTS_FILE], weights: specs }],
    userDefinedMetadata: {
      outputs: { probabilities: { node: "Identity", shape: [DIGITS] } },
      ...(sum === null ? {} : { sha256: { [WEIGHTS_FILE]: sum } }),
      training: settings,
    },
  };
  return { json: JSON.stringify(model), weights };
}

/**
 * @param {ReadonlyArray<File>} files  A model.json and its weights, in any order.
 * @returns {Promise<{settings: Settings, weights: {kernel: Float32Array, bias: Float32Array}[]}>}
 * @throws {RecogniserError} In one sentence.
 */
export async function fromFiles(files) {
  if (files.some(({ size }) => size > LARGEST))
    throw new RecogniserError(t("A file of more than {size} MB is no network that this page saved.", { size: LARGEST / 1e6 }));
  const json = files.find(({ name }) => /\.json$/i.test(name));
  const bin = files.find(({ name }) => /\.bin$/i.test(name));
  if (files.length !== 2 || !json || !bin) throw new RecogniserError(t("Choose two files together: the model.json and the weights.bin that this page saved."));
  const settings = settingsIn(await json.text());
  return { settings, weights: weightsIn(await bin.arrayBuffer(), settings) };
}

/**
 * @param {string} text  Of a model.json.
 * @returns {Settings}
 */
function settingsIn(text) {
  try {
    return checked(JSON.parse(text).userDefinedMetadata.training);
  } catch (error) {
    throw new RecogniserError(FOREIGN, error);
  }
}

/**
 * @param {ArrayBuffer} bytes
 * @param {Settings} settings
 */
function weightsIn(bytes, { filters, layers }) {
  const shapes = shapesOf(filters, layers);
  const counts = shapes.flatMap(({ inputs, outputs }) => [inputs * outputs, outputs]);
  const expected = 8 + 4 * counts.reduce((sum, count) => sum + count, 0);
  if (bytes.byteLength !== expected) {
    throw new RecogniserError(
      t("The weights hold {found} bytes where {expected} belong: choose the two files that were saved together.", { found: bytes.byteLength, expected }),
    );
  }
  let at = 8;
  const arrays = counts.map((count) => {
    at += 4 * count;
    return new Float32Array(bytes.slice(at - 4 * count, at));
  });
  if (!arrays.every((array) => array.every(Number.isFinite)))
    throw new RecogniserError(t("The weights are damaged: some are no numbers. Save the network again."));
  return shapes.map((_, i) => ({ kernel: arrays[2 * i], bias: arrays[2 * i + 1] }));
}

/** @param {(Float32Array | Int32Array)[]} arrays */
function joined(arrays) {
  const bytes = new Uint8Array(arrays.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const array of arrays) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at);
    at += array.byteLength;
  }
  return bytes.buffer;
}
