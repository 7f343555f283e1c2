import assert from "node:assert/strict";
import { test } from "node:test";
import { strokesToGrid } from "../../src/preprocessing/strokes.js";
import { occlusionMaps } from "../../src/inference/occlusion.js";
import { digits } from "../fixture.mjs";

const grid = /** @type {Float64Array} */ (strokesToGrid(digits[4]));

/**
 * A network that looks at the ink of the upper half for a 1, of the lower half against it.
 *
 * @param {Float32Array} grids
 */
async function halves(grids) {
  const answers = new Float32Array((grids.length / 784) * 11);
  for (let n = 0; n < grids.length / 784; n++) {
    const [upper, lower] = [0, 392].map((start) => grids.subarray(n * 784 + start, n * 784 + start + 392).reduce((a, b) => a + b, 0));
    answers[n * 11 + 1] = 1 / (1 + Math.exp(-(upper - lower) / 20));
    answers[n * 11 + 2] = 0.5;
  }
  return answers;
}

test("ink that speaks for a digit is positive, ink that speaks against it negative", async () => {
  const worth = await occlusionMaps(grid, halves);
  assert.equal(worth.length, 10);
  const inked = [...grid.keys()].filter((i) => grid[i] > 0.5);
  for (const i of inked.filter((i) => i < 392 - 4 * 28)) assert.ok(worth[1][i] > 0, `${i}`);
  for (const i of inked.filter((i) => i >= 392 + 4 * 28)) assert.ok(worth[1][i] < 0, `${i}`);
  assert.ok(worth[2].every((value) => value === 0));
});

test("where there is no ink there is nothing to say", async () => {
  const worth = await occlusionMaps(grid, halves);
  grid.forEach((ink, i) => ink === 0 && assert.ok(worth.every((values) => values[i] === 0)));
});

test("an endless certainty makes no endless evidence", async () => {
  const sure = async (/** @type {Float32Array} */ grids) => Float32Array.from({ length: (grids.length / 784) * 10 }, (_, i) => (i % 10 === 3 && i < 10 ? 1 : 0));
  assert.ok((await occlusionMaps(grid, sure)).every((values) => values.every(Number.isFinite)));
});
