/**
 * Which of TensorFlow.js's computations ("kernels") a model runs: found by running it, so that nobody keeps a list.
 *
 * A table from graph operations to kernels would have to know how TensorFlow.js fuses, reshapes and copies.
 */
import { getBackend, getKernel, profile } from "@tensorflow/tfjs-core";
import { createRecogniser } from "./src/recogniser.js";

/** What a plain convolutional network runs: the kernels of a build for which no model is published yet. */
const PLAIN = ["_FusedMatMul", "Add", "Cast", "FusedConv2D", "Identity", "MaxPool", "Mean", "Relu", "Reshape", "Softmax"];

/**
 * @param {string[]} models  Paths of model.json files.
 * @returns {Promise<string[]>} Names of kernels, sorted.
 */
export async function kernelsUsed(models) {
  if (models.length === 0) return PLAIN;
  const names = new Set();
  for (const model of models) {
    const { kernelNames } = await profile(async () => {
      const recogniser = await createRecogniser({ model });
      await recogniser.answers(new Float32Array(2 * 784)); // Two images: one may take a shorter way.
      recogniser.dispose();
      return []; // The profile wants a result that holds tensors or nothing.
    });
    // The profile also names the scopes around kernels, such as `fusedMatMul__op`.
    for (const name of kernelNames) if (getKernel(name, getBackend())) names.add(name);
  }
  return [...names].sort();
}
