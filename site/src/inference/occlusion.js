/**
 * Occlusion maps: which ink speaks for a digit, and which against it. Patches of the ink are covered, one after the other, and the
 * network answers again. Source: Zeiler and Fergus, "Visualizing and understanding convolutional networks", 2014.
 */
import { GRID } from "../preprocessing/strokes.js";
import { DIGITS } from "./rejection.js";

/** Side of the patch that is covered at once, in pixels. */
const PATCH = 5;

/** How far the patch moves each time, in pixels. */
const STEP = 2;

/** Probabilities are kept this far from 0 and 1: their logits would be infinite. */
const MARGIN = 1e-6;

/**
 * @param {Float64Array} grid
 * @param {(grids: Float32Array) => Promise<Float32Array>} answers  Of a recogniser.
 * @returns {Promise<Float64Array[]>} One map for each digit: for each pixel, how many nats of that digit's logit its ink adds.
 *     Positive speaks for the digit, negative against it; 0 where there is no ink.
 */
export async function occlusionMaps(grid, answers) {
  const patches = inkedPatches(grid);
  const found = await answers(coveredGrids(grid, patches));
  const width = found.length / (patches.length + 1);
  return Array.from({ length: DIGITS }, (_, digit) => {
    const [sums, counts] = [new Float64Array(grid.length), new Float64Array(grid.length)];
    patches.forEach((pixels, k) => {
      const loss = logit(found[digit]) - logit(found[(k + 1) * width + digit]);
      for (const i of pixels) [sums[i], counts[i]] = [sums[i] + loss, counts[i] + 1];
    });
    return sums.map((sum, i) => sum / (counts[i] || 1));
  });
}

/**
 * @param {Float64Array} grid
 * @returns {number[][]} For each patch with ink, the places of its inked pixels.
 */
function inkedPatches(grid) {
  const patches = [];
  for (let top = 0; top <= GRID - PATCH; top += STEP) {
    for (let left = 0; left <= GRID - PATCH; left += STEP) {
      const pixels = pixelsAt(top, left).filter((i) => grid[i] > 0);
      if (pixels.length > 0) patches.push(pixels);
    }
  }
  return patches;
}

/**
 * @param {number} top
 * @param {number} left
 * @returns {number[]} The places of a patch's pixels in the grid.
 */
function pixelsAt(top, left) {
  return Array.from({ length: PATCH * PATCH }, (_, i) => (top + Math.floor(i / PATCH)) * GRID + left + (i % PATCH));
}

/**
 * @param {Float64Array} grid
 * @param {number[][]} patches
 * @returns {Float32Array} The grid as it is, then once without the ink of each patch.
 */
function coveredGrids(grid, patches) {
  const grids = new Float32Array((patches.length + 1) * grid.length);
  [[], ...patches].forEach((pixels, k) => {
    const start = k * grid.length;
    grids.set(grid, start);
    for (const i of pixels) grids[start + i] = 0;
  });
  return grids;
}

/** @param {number} probability */
function logit(probability) {
  const bounded = Math.min(Math.max(probability, MARGIN), 1 - MARGIN);
  return Math.log(bounded / (1 - bounded));
}
