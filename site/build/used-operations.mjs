/**
 * Which parts of TensorFlow.js a model runs: the operations of its graph, which its file names, and the kernels that compute them.
 *
 * The kernels are found by running the model, so nobody has to keep a list. A table from operations to kernels would have to know how
 * TensorFlow.js fuses, reshapes and copies.
 */
import { readFile } from "node:fs/promises";
import { getBackend, getKernel, profile } from "@tensorflow/tfjs-core";
import { PIXELS } from "../src/preprocessing/strokes.js";
import { createRecogniser } from "../src/inference/recogniser.js";
import { operationsOf } from "../src/inference/tfjs/graph-model.js";

/** @typedef {{operations: string[], kernels: string[]}} Used  Sorted names. */

/**
 * What a plain convolutional network runs. It serves builds before any model is published.
 *
 * @type {Used}
 */
const PLAIN = {
  operations: ["Const", "Identity", "MaxPool", "Mean", "Placeholder", "Reshape", "Softmax", "_FusedConv2D", "_FusedMatMul"],
  kernels: ["Add", "Cast", "FusedConv2D", "Identity", "MaxPool", "Mean", "Relu", "Reshape", "Softmax", "_FusedMatMul"],
};

/**
 * @param {string[]} models  Paths of model.json files.
 * @returns {Promise<Used>}
 */
export async function usedBy(models) {
  if (models.length === 0) return PLAIN;
  const [operations, kernels] = [new Set(), new Set()];
  for (const model of models) {
    for (const name of await kernelsOf(model)) kernels.add(name);
    const { modelTopology } = JSON.parse(await readFile(model, "utf8"));
    for (const name of operationsOf(modelTopology)) operations.add(name);
  }
  return { operations: [...operations].sort(), kernels: [...kernels].sort() };
}

/**
 * @param {string} model
 * @returns {Promise<string[]>}
 */
async function kernelsOf(model) {
  const { kernelNames } = await profile(async () => {
    const recogniser = await createRecogniser({ model });
    await recogniser.answers(new Float32Array(2 * PIXELS)); // Two images: TensorFlow.js may skip a step for one.
    recogniser.dispose();
    return []; // `profile` wants a result of tensors, or an empty one.
  });
  // `profile` also names the scopes around kernels, such as `fusedMatMul__op`.
  return kernelNames.filter((name) => getKernel(name, getBackend()));
}
