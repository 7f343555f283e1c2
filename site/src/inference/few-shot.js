/**
 * Few-shot learning: a few corrected drawings change how drawings that are like them are read. Every other drawing is read as
 * before, so nothing that the network knows is lost.
 *
 * A cache of features and labels in front of the last layer. Source: Zhang et al., "Tip-Adapter: training-free adaption", 2022.
 *
 * @typedef {{features: Float32Array, label: number}} Example  A corrected drawing; its features have length 1.
 */
import { DIGITS } from "./rejection.js";

/** How much an example adds to the logit of its label for a drawing just like it, in nats. Chosen with `make bench-teach`. */
export const STRENGTH = 12;

/** How fast that falls when a drawing differs from the example. Chosen with `make bench-teach`. */
export const SHARPNESS = 40;

/** However sure the network is of another digit, the label of an example has at least this probability to start from. */
const SMALLEST = 1e-5;

/**
 * @param {Float32Array} answer  Ten probabilities or eleven.
 * @param {Float32Array} features  Of the same drawing, of length 1.
 * @param {ReadonlyArray<Example>} examples
 * @param {{strength: number, sharpness: number}} [settings]
 * @returns {Float32Array} The answer, changed by the examples that are like the drawing.
 */
export function applyExamples(answer, features, examples, { strength, sharpness } = { strength: STRENGTH, sharpness: SHARPNESS }) {
  if (examples.length === 0) return answer;
  /** @type {number[]} For each digit, how near its nearest example is, 0 to 1. The number of examples does not count. */
  const nearness = Array(DIGITS).fill(0);
  for (const { features: known, label } of examples) {
    nearness[label] = Math.max(nearness[label], Math.exp(sharpness * (cosine(features, known) - 1)));
  }
  const changed = answer.map((value, i) => {
    const factor = Math.exp(strength * (nearness[i] ?? 0));
    return value * factor + SMALLEST * (factor - 1);
  });
  const sum = changed.reduce((total, value) => total + value, 0);
  return changed.map((value) => value / sum);
}

/**
 * @param {Float32Array} values
 * @returns {Float32Array} The same direction, of length 1.
 */
export function unit(values) {
  const length = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0)) || 1;
  return values.map((value) => value / length);
}

/**
 * @param {Float32Array} a  Of length 1.
 * @param {Float32Array} b  Of length 1.
 */
function cosine(a, b) {
  let sum = 0; // A loop: with 200 examples, a callback for each number takes longer than the network.
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
