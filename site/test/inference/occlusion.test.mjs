import assert from "node:assert/strict";
import { test } from "node:test";
import { strokesToGrid } from "../../src/preprocessing/strokes.js";
import { occlusionMaps } from "../../src/inference/occlusion.js";
import { digits } from "../fixture.mjs";

const grid = /** @type {Float64Array} */ (strokesToGrid(digits[4]));

/**
 * A network for which ink in the upper half speaks for a 1, and ink in the lower half against it.
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
  const maps = await occlusionMaps(grid, halves);
  assert.equal(maps.length, 10);
  const inked = [...grid.keys()].filter((i) => grid[i] > 0.5);
  for (const i of inked.filter((i) => i < 392 - 4 * 28)) assert.ok(maps[1][i] > 0, `${i}`);
  for (const i of inked.filter((i) => i >= 392 + 4 * 28)) assert.ok(maps[1][i] < 0, `${i}`);
  assert.ok(maps[2].every((value) => value === 0));
});

test("where there is no ink, the maps are 0", async () => {
  const maps = await occlusionMaps(grid, halves);
  grid.forEach((ink, i) => ink === 0 && assert.ok(maps.every((values) => values[i] === 0)));
});

test("a probability of 1 or 0 gives finite maps", async () => {
  const sure = async (/** @type {Float32Array} */ grids) =>
    Float32Array.from({ length: (grids.length / 784) * 10 }, (_, i) => (i % 10 === 3 && i < 10 ? 1 : 0));
  assert.ok((await occlusionMaps(grid, sure)).every((values) => values.every(Number.isFinite)));
});
