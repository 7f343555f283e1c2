/**
 * Opens a network that somebody else made, from files that were read and checked already. The contract of `runtime.js` for such files.
 *
 * The build puts it into the folder `own/` with all of TensorFlow.js, beside the demo's own, which has only what the published models run.
 *
 * @typedef {"softmax" | "sigmoid" | "logits"} Meaning  Of the numbers that a network answers: probabilities that sum to 1, one
 *     probability for each digit, or any numbers of which the largest wins.
 *
 * @typedef {object} Opened
 * @property {import("./network.js").Network} network  Its output `probabilities` has ten numbers or eleven, whatever they mean.
 * @property {Meaning | null} meaning  Null where the file does not say.
 */
export { recogniserFor } from "./recogniser.js";
import { startBackend } from "./runtime.js";
import { openGraph } from "./tfjs/foreign-graph.js";
import { openLayers } from "./tfjs/foreign-layers.js";

/**
 * @param {import("./model-files.js").ModelFiles} files
 * @returns {Promise<Opened & import("./runtime.js").Backend>}
 * @throws {Error} With a part of a sentence, that says what is wrong with the network.
 */
export async function openNetwork(files) {
  const backend = await startBackend();
  const opened = await (files.format === "graph-model" ? openGraph(files) : openLayers(files));
  return { ...opened, ...backend };
}
