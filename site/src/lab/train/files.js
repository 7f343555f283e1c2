/**
 * A trained network as files of TensorFlow.js, a graph model that `createRecogniser` and TensorFlow.js open, and back.
 *
 * @typedef {import("../engine/trainer.js").Settings} Settings
 * @typedef {{kernel: Float32Array, bias: Float32Array, inputs: number, outputs: number}} Weights  Of one layer.
 */
import { RecogniserError } from "../../errors.js";
import { GRID, PIXELS } from "../../preprocessing/strokes.js";
import { sha256Of } from "../../read-bytes.js";
import { DIGITS } from "../engine/layout.js";
import { checked } from "./settings.js";

/** The name of the weights file, which `model.json` says. */
export const WEIGHTS_FILE = "weights.bin";

/** Bytes: the largest network of this page has 3.7 MB of weights. */
export const LARGEST = 8_000_000;

const FOREIGN = "This is no network that this page saved: choose the model.json and the weights.bin of one.";

/**
 * @param {Weights[]} layers
 * @param {Settings} settings
 * @returns {Promise<{json: string, weights: ArrayBuffer}>} The content of model.json, and of weights.bin.
 */
export async function toFiles(layers, settings) {
  const weights = joined([new Int32Array([-1, PIXELS]), ...layers.flatMap(({ kernel, bias }) => [kernel, bias])]);
  const sum = await sha256Of(weights);
  const model = {
    format: "graph-model",
    generatedBy: "Inkling, the page that trains",
    convertedBy: null,
    modelTopology: { node: nodesOf(layers), library: {}, versions: { producer: 2129 } },
    weightsManifest: [{ paths: [WEIGHTS_FILE], weights: specsOf(layers) }],
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
  if (files.some(({ size }) => size > LARGEST)) throw new RecogniserError(`A file of more than ${LARGEST / 1e6} MB is no network that this page saved.`);
  const json = files.find(({ name }) => /\.json$/i.test(name));
  const bin = files.find(({ name }) => /\.bin$/i.test(name));
  if (files.length !== 2 || !json || !bin) throw new RecogniserError("Choose two files together: the model.json and the weights.bin that this page saved.");
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
function weightsIn(bytes, { layers }) {
  const widths = [PIXELS, ...layers, DIGITS];
  const counts = widths.slice(1).flatMap((outputs, i) => [widths[i] * outputs, outputs]);
  const expected = 8 + 4 * counts.reduce((sum, count) => sum + count, 0);
  if (bytes.byteLength !== expected) {
    throw new RecogniserError(`The weights hold ${bytes.byteLength} bytes where ${expected} belong: choose the two files that were saved together.`);
  }
  let at = 8;
  const arrays = counts.map((count) => {
    at += 4 * count;
    return new Float32Array(bytes.slice(at - 4 * count, at));
  });
  if (!arrays.every((array) => array.every(Number.isFinite)))
    throw new RecogniserError("The weights are damaged: some are no numbers. Save the network again.");
  return layers.concat(DIGITS).map((_, i) => ({ kernel: arrays[2 * i], bias: arrays[2 * i + 1] }));
}

/** @param {Weights[]} layers */
function specsOf(layers) {
  return [
    { name: "shape", shape: [2], dtype: "int32" },
    ...layers.flatMap(({ inputs, outputs }, i) => [
      { name: `kernel_${i}`, shape: [inputs, outputs], dtype: "float32" },
      { name: `bias_${i}`, shape: [outputs], dtype: "float32" },
    ]),
  ];
}

/**
 * @param {Weights[]} layers
 * @returns {object[]} The nodes of the graph: those that the converter of TensorFlow.js writes for such a network.
 */
function nodesOf(layers) {
  const float = { type: "DT_FLOAT" };
  const last = layers.length - 1;
  const grid = [-1, GRID, GRID, 1].map((size) => ({ size: `${size}` }));
  const products = layers.map((_, i) => ({
    name: `dense_${i}`,
    op: "_FusedMatMul",
    input: [i === 0 ? "flat" : `dense_${i - 1}`, `kernel_${i}`, `bias_${i}`],
    attr: {
      T: float,
      transpose_a: { b: false },
      transpose_b: { b: false },
      num_args: { i: "1" },
      epsilon: { f: 0 },
      fused_ops: { list: { s: (i === last ? ["BiasAdd"] : ["BiasAdd", "Relu"]).map((name) => btoa(name)) } },
    },
  }));
  return [
    { name: "grid", op: "Placeholder", attr: { dtype: float, shape: { shape: { dim: grid } } } },
    ...specsOf(layers).map(constant),
    { name: "flat", op: "Reshape", input: ["grid", "shape"], attr: { T: float, Tshape: { type: "DT_INT32" } } },
    ...products,
    { name: "probabilities", op: "Softmax", input: [`dense_${last}`], attr: { T: float } },
    { name: "Identity", op: "Identity", input: ["probabilities"], attr: { T: float } },
  ];
}

/** @param {{name: string, shape: number[], dtype: string}} spec */
function constant({ name, shape, dtype }) {
  const type = dtype === "int32" ? "DT_INT32" : "DT_FLOAT";
  const dim = shape.map((size) => ({ size: `${size}` }));
  return { name, op: "Const", attr: { dtype: { type }, value: { tensor: { dtype: type, tensorShape: { dim } } } } };
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
