/**
 * What speaks for a digit, and what against it: parts of the ink are covered, one after the other, and the network is asked
 * again. Source: Zeiler and Fergus, "Visualizing and understanding convolutional networks", 2014.
 */
import { GRID } from "../preprocessing/strokes.js";
import { DIGITS } from "./rejection.js";

/** The side of what is covered at once, and how far it moves each time, in pixels. */
const PATCH = 5;
const STEP = 2;

/** No answer is more certain than this: a difference of logits would be endless otherwise. */
const LEAST = 1e-6;

/**
 * @param {Float64Array} grid
 * @param {(grids: Float32Array) => Promise<Float32Array>} answers  Of a recogniser.
 * @returns {Promise<Float64Array[]>} For each digit and each pixel, how many nats of that digit's logit its ink is worth:
 *     positive speaks for the digit, negative against it; 0 where there is no ink.
 */
export async function evidence(grid, answers) {
  const places = [];
  for (let top = 0; top <= GRID - PATCH; top += STEP) {
    for (let left = 0; left <= GRID - PATCH; left += STEP) {
      const pixels = patch(top, left).filter((i) => grid[i] > 0);
      if (pixels.length > 0) places.push(pixels);
    }
  }
  const grids = new Float32Array((places.length + 1) * grid.length);
  grids.set(grid);
  places.forEach((pixels, k) => {
    const start = (k + 1) * grid.length;
    grids.set(grid, start);
    for (const i of pixels) grids[start + i] = 0;
  });
  const found = await answers(grids);
  const width = found.length / (places.length + 1);

  const covered = new Float64Array(grid.length);
  const worth = Array.from({ length: DIGITS }, () => new Float64Array(grid.length));
  places.forEach((pixels, k) => {
    for (const i of pixels) covered[i] += 1;
    worth.forEach((sums, digit) => {
      const loss = logit(found[digit]) - logit(found[(k + 1) * width + digit]);
      for (const i of pixels) sums[i] += loss;
    });
  });
  for (const sums of worth) sums.forEach((sum, i) => (sums[i] = covered[i] === 0 ? 0 : sum / covered[i]));
  return worth;
}

/**
 * @param {number} top
 * @param {number} left
 * @returns {number[]} The places of its pixels in a grid.
 */
function patch(top, left) {
  return Array.from({ length: PATCH * PATCH }, (_, i) => (top + Math.floor(i / PATCH)) * GRID + left + (i % PATCH));
}

/** @param {number} probability */
function logit(probability) {
  const bounded = Math.min(Math.max(probability, LEAST), 1 - LEAST);
  return Math.log(bounded / (1 - bounded));
}
