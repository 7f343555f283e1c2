/**
 * What a network answers to the test images, counted.
 */
import { DIGITS } from "../engine/layout.js";
import { best } from "../engine/trainer.js";

/**
 * @param {Float32Array} answers  N rows of 10 probabilities, or of 11: an eleventh means "not a digit" and is left out.
 * @param {number} count  N.
 * @returns {number[]} The digits.
 */
export function digitsOf(answers, count) {
  const width = answers.length / count;
  return Array.from({ length: count }, (_, i) => best(answers.subarray(i * width, i * width + DIGITS)));
}

/**
 * @param {ArrayLike<number>} answers
 * @param {ArrayLike<number>} labels
 * @returns {number[][]} Row: label, column: answer.
 */
export function confusionOf(answers, labels) {
  const counts = Array.from({ length: DIGITS }, () => new Array(DIGITS).fill(0));
  for (let i = 0; i < labels.length; i++) counts[labels[i]][answers[i]]++;
  return counts;
}

/**
 * @param {number[][]} counts
 * @returns {number} How many are not on the diagonal.
 */
export function errorsIn(counts) {
  return counts.flatMap((row, label) => row.filter((_, answer) => answer !== label)).reduce((sum, count) => sum + count, 0);
}
