/**
 * A model that Keras 2 saved as layers: finds its answer, what its numbers mean, its features and its feature maps.
 *
 * @typedef {import("../open-network.js").Opened} Opened
 * @typedef {import("../open-network.js").Meaning} Meaning
 * @typedef {typeof import("@tensorflow/tfjs-layers")} Layers
 * @typedef {import("@tensorflow/tfjs-layers").LayersModel} LayersModel
 * @typedef {import("@tensorflow/tfjs-layers").SymbolicTensor} SymbolicTensor
 */
import * as tf from "@tensorflow/tfjs-core";
import { answerAmong, areMaps, inputOf } from "./foreign-shapes.js";
import { networkOf, shapesOf } from "./replayed-network.js";

/** Layers that change no value, or none that counts for what the values mean. */
const PASSING = ["Reshape", "Flatten", "Dropout"];

/** @type {Record<string, Meaning>} By the name of an activation. */
const MEANINGS = { softmax: "softmax", sigmoid: "sigmoid", linear: "logits" };

/**
 * @param {import("../model-files.js").ModelFiles} files
 * @returns {Promise<Opened>}
 * @throws {Error} When it does not read grids, or does not answer with ten numbers or eleven.
 */
export async function openLayers(files) {
  const layers = await import("@tensorflow/tfjs-layers");
  const artifacts = /** @type {any} */ (files);
  const model = await layers.loadLayersModel({ load: async () => artifacts });
  try {
    return openedOf(layers, model);
  } catch (error) {
    model.dispose();
    throw error;
  }
}

/**
 * @param {Layers} layers
 * @param {LayersModel} model
 * @returns {Opened}
 */
function openedOf(layers, model) {
  const { shape, single } = inputOf(model.inputs.map((input) => input.shape));
  const places = symbolsOf(model);
  const computation = { shape, single, execute: executorOf(layers, model, places), dispose: () => void model.dispose() };
  const names = [...places.keys()];
  const shapes = shapesOf(computation, names);
  const answers = names.filter((name) => name.startsWith("answer_"));
  const node = answers[answerAmong(answers.map((name) => shapes[names.indexOf(name)]))];
  const listed = names.flatMap((name, i) => {
    if (name === node) return [["probabilities", { node, shape: shapes[i] }]];
    if (name.startsWith("answer_") || (name.startsWith("maps_") && !areMaps(shapes[i]))) return [];
    return [[name, { node: name, shape: shapes[i] }]];
  });
  return { network: networkOf(computation, Object.fromEntries(listed)), meaning: meaningOf(model.outputs[answers.indexOf(node)]) };
}

/**
 * @param {LayersModel} model
 * @returns {Map<string, SymbolicTensor>} Its outputs, what its last product reads, and what its convolutions give.
 */
function symbolsOf(model) {
  const products = model.layers.filter((layer) => layer.getClassName() === "Dense");
  const convolutions = model.layers.filter((layer) => /Conv2D$/.test(layer.getClassName()));
  return new Map([
    ...model.outputs.map((output, i) => /** @type {const} */ ([`answer_${i + 1}`, output])),
    ...products.slice(-1).flatMap((layer) => named("features_1", () => layer.input)),
    ...convolutions.flatMap((layer, i) => named(`maps_${i + 1}`, () => layer.output)),
  ]);
}

/**
 * @param {string} name
 * @param {() => SymbolicTensor | SymbolicTensor[]} symbolOf  Throws for a layer that is used twice.
 * @returns {[string, SymbolicTensor][]} None where there is no such thing, or more than one.
 */
function named(name, symbolOf) {
  try {
    const symbol = symbolOf();
    return Array.isArray(symbol) ? [] : [[name, symbol]];
  } catch {
    return [];
  }
}

/**
 * @param {Layers} layers
 * @param {LayersModel} model
 * @param {Map<string, SymbolicTensor>} places
 * @returns {import("./replayed-network.js").Computation["execute"]}
 */
function executorOf(layers, model, places) {
  /** @type {Map<string, LayersModel>} Parts of the model that end in what is asked for. They share its weights. */
  const parts = new Map();
  return (input, nodes) => {
    const key = nodes.join();
    const outputs = nodes.map((node) => /** @type {SymbolicTensor} */ (places.get(node)));
    const part = parts.get(key) ?? layers.model({ inputs: model.inputs, outputs });
    parts.set(key, part);
    return tf.tidy(() => [/** @type {any} */ (part.apply(input, { training: false }))].flat());
  };
}

/**
 * @param {SymbolicTensor} output
 * @returns {Meaning | null} Null where the layers do not say.
 */
function meaningOf(output) {
  let layer = output.sourceLayer;
  while (layer && PASSING.includes(layer.getClassName()) && !Array.isArray(layer.input)) layer = layer.input.sourceLayer;
  if (layer?.getClassName() === "Softmax") return "softmax";
  if (layer?.getClassName() !== "Dense" && layer?.getClassName() !== "Activation") return null;
  return MEANINGS[String(layer.getConfig().activation)] ?? null;
}
