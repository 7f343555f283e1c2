/**
 * A graph that somebody else exported: finds its answer, what its numbers mean, its features and its feature maps.
 *
 * @typedef {import("../open-network.js").Opened} Opened
 * @typedef {import("../open-network.js").Meaning} Meaning
 * @typedef {{name: string, op: string, input?: string[], attr?: Record<string, any>}} Node  Of a graph.
 */
import { answerAmong, areMaps, inputOf, isAnswer } from "./foreign-shapes.js";
import { computationOf, loadGraph } from "./graph-model.js";
import { networkOf, shapesOf } from "./replayed-network.js";

/** Operations that change no value, or none that counts for what the values mean. */
const PASSING = ["Identity", "Reshape", "Squeeze", "StopGradient", "Cast"];

/** Operations that multiply by weights, and those that add to the product. */
const PRODUCTS = ["MatMul", "_FusedMatMul"];
const SUMS = ["BiasAdd", "Add", "AddV2"];

const CONVOLUTIONS = /^(_Fused|Fused)?(DepthwiseConv2dNative|Conv2D)$/;

/**
 * @param {import("../model-files.js").ModelFiles} files
 * @returns {Promise<Opened>}
 * @throws {Error} When it does not read grids, or does not answer with ten numbers or eleven.
 */
export async function openGraph(files) {
  const model = await loadGraph(files);
  try {
    const { shape, single } = inputOf(model.inputs.map((input) => input.shape));
    const computation = { ...computationOf(model, shape), single };
    const listed = listedOutputs(files.userDefinedMetadata?.outputs);
    if (listed !== null) return { network: networkOf(computation, listed), meaning: "softmax" };
    const shapes = shapesOf(computation, model.outputNodes);
    const place = answerAmong(shapes);
    const node = model.outputNodes[place];
    const signature = /** @type {any} */ (files.signature)?.outputs?.[node];
    const end = endOf(nodesOf(files.modelTopology), signature?.name ?? node); // With a signature, an output's name is not its node's.
    const outputs = { probabilities: { node, shape: shapes[place] }, ...innerOutputs(computation, files.modelTopology, end.features) };
    return { network: networkOf(computation, outputs), meaning: end.meaning };
  } catch (error) {
    model.dispose();
    throw error;
  }
}

/**
 * @param {any} outputs  As a model.json lists them; anything may stand there.
 * @returns {import("./replayed-network.js").Outputs | null} Null where they are not listed as this project's export does it.
 */
function listedOutputs(outputs) {
  const isOutput = (/** @type {any} */ output) => typeof output?.node === "string" && Array.isArray(output.shape) && output.shape.every(Number.isInteger);
  if (typeof outputs !== "object" || outputs === null || !Object.values(outputs).every(isOutput)) return null;
  return outputs.probabilities && isAnswer(outputs.probabilities.shape) ? outputs : null;
}

/**
 * @param {any} topology
 * @returns {Map<string, Node>} By name.
 */
function nodesOf(topology) {
  return new Map(topology.node.map((/** @type {Node} */ node) => [node.name, node]));
}

/**
 * Goes back from the answer to what says what its numbers mean.
 *
 * @param {Map<string, Node>} nodes
 * @param {string} output
 * @returns {{meaning: Meaning | null, features: string | null}} Null where the graph does not say; `features` is the node that the last
 *     product reads.
 */
export function endOf(nodes, output) {
  /** @type {Meaning | null} */
  let meaning = null;
  let node = nodeAt(nodes, output);
  while (node && PASSING.includes(node.op)) node = nodeAt(nodes, node.input?.[0]);
  if (node?.op === "Softmax" || node?.op === "Sigmoid") {
    meaning = node.op === "Softmax" ? "softmax" : "sigmoid";
    node = nodeAt(nodes, node.input?.[0]);
  } else if (node?.op === "LogSoftmax") {
    meaning = "logits"; // The softmax of these is the same as that of the logits before.
    node = nodeAt(nodes, node.input?.[0]);
  }
  while (node && (SUMS.includes(node.op) || PASSING.includes(node.op))) {
    if (SUMS.includes(node.op)) meaning ??= "logits";
    node = nodeAt(nodes, node.input?.[0]);
  }
  if (!node || !PRODUCTS.includes(node.op)) return { meaning, features: null };
  return { meaning: meaning ?? meaningOfFused(node), features: node.input?.[0] ?? null };
}

/**
 * @param {Node} product
 * @returns {Meaning | null}
 */
function meaningOfFused({ attr }) {
  const fused = (attr?.fused_ops?.list?.s ?? []).map((/** @type {string} */ text) => atob(text));
  if (fused.includes("Sigmoid")) return "sigmoid";
  return fused.every((/** @type {string} */ operation) => operation === "BiasAdd") ? "logits" : null;
}

/**
 * @param {Map<string, Node>} nodes
 * @param {string} [name]  With or without the number of its output.
 */
function nodeAt(nodes, name) {
  return name === undefined ? undefined : nodes.get(name.split(":")[0]);
}

/**
 * @param {import("./replayed-network.js").Computation} computation
 * @param {any} topology
 * @param {string | null} features
 * @returns {import("./replayed-network.js").Outputs} Features and feature maps; none where the graph gives none of them by name.
 */
function innerOutputs(computation, topology, features) {
  const maps = topology.node.filter((/** @type {Node} */ { op }) => CONVOLUTIONS.test(op)).map((/** @type {Node} */ { name }) => name);
  const names = [...(features === null ? [] : [features]), ...maps];
  try {
    const shapes = shapesOf(computation, names);
    const found = names.map((node, i) => ({ node, shape: shapes[i] }));
    const isFeature = (/** @type {number} */ i) => features !== null && i === 0;
    const layers = found.filter(({ shape }, i) => !isFeature(i) && areMaps(shape));
    return Object.fromEntries([
      ...found.filter(({ shape }, i) => isFeature(i) && shape.length === 1).map((output) => ["features_1", output]),
      ...layers.map((output, i) => [`maps_${i + 1}`, output]),
    ]);
  } catch {
    return {}; // They explain the answer; the answer does not need them.
  }
}
