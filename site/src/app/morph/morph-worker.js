/**
 * Computes beside the page how a grid becomes another digit. It gets `{id, model, grid, target}` and answers with `{id, grid}` for each
 * step, and in the end with `{id, isReached}` or `{id, message}`, words. A message with another id ends the one before.
 */
import { RecogniserError, wordsOf } from "../../errors.js";
import { gradientNetwork } from "../../inference/gradient/gradient-network.js";
import { morph } from "../../inference/gradient/morph.js";
import { readModel } from "../../inference/model-files.js";
import { t } from "../../words/words.js";

/** @type {Map<string, Promise<import("../../inference/gradient/gradient-network.js").GradientNetwork>>} By the address of the model. */
const networks = new Map();

/** Of the last message. */
let current = 0;

/** @param {string} model */
function networkOf(model) {
  const loading = networks.get(model) ?? readModel(new URL(model)).then(openNetwork);
  networks.set(model, loading);
  loading.catch(() => networks.delete(model)); // So that another attempt loads it again.
  return loading;
}

/** @param {import("../../inference/model-files.js").ModelFiles} files */
function openNetwork(files) {
  try {
    return gradientNetwork(files);
  } catch (error) {
    throw new RecogniserError(t("The way to another digit cannot be computed for this model: choose one of the published models."), error);
  }
}

addEventListener("message", async ({ data: { id, model, grid, target } }) => {
  current = id;
  if (model === null) return;
  try {
    const steps = morph(await networkOf(model), grid, target);
    for (let step = steps.next(); current === id; step = steps.next()) {
      if (step.done) return postMessage({ id, isReached: step.value.isReached });
      postMessage({ id, grid: step.value });
      await new Promise((resolve) => setTimeout(resolve)); // Another message may have come meanwhile.
    }
  } catch (error) {
    if (current === id) postMessage({ id, message: wordsOf(error) });
  }
});
