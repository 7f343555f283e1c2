/**
 * What a visitor taught: corrected drawings, as the network's last layer sees them. A drawing that looks like
 * one of them to the network is read more like it; every other is read as before, so nothing is forgotten.
 *
 * A cache in front of the last layer. Source: Zhang et al., "Tip-Adapter: training-free adaption", 2022.
 *
 * @typedef {{features: Float32Array, label: number}} Lesson  The features have length 1.
 */
import { DIGITS } from "./rejection.js";

/** How much a lesson is worth to a drawing just like it, in nats; and how fast that falls as they differ. Found by bench-teach. */
export const STRENGTH = 12;
export const SHARPNESS = 40;

/** However sure a network is of something else, a lesson's digit has at least this to start from. */
const LEAST = 1e-5;

/**
 * @param {Float32Array} answer  Ten probabilities or eleven.
 * @param {Float32Array} features  Of the same drawing, of length 1.
 * @param {ReadonlyArray<Lesson>} lessons
 * @param {{strength: number, sharpness: number}} [how]
 * @returns {Float32Array} The answer, changed by the lessons that are like the drawing.
 */
export function recall(answer, features, lessons, { strength, sharpness } = { strength: STRENGTH, sharpness: SHARPNESS }) {
  if (lessons.length === 0) return answer;
  /** @type {number[]} The best lesson of each digit counts, not their number: ten lessons are no louder than one. */
  const near = Array(DIGITS).fill(0);
  for (const { features: known, label } of lessons) {
    near[label] = Math.max(near[label], Math.exp(sharpness * (cosine(features, known) - 1)));
  }
  const changed = answer.map((value, i) => {
    const worth = Math.exp(strength * (near[i] ?? 0));
    return value * worth + LEAST * (worth - 1);
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
 * @param {Float32Array} a
 * @param {Float32Array} b
 */
function cosine(a, b) {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}
