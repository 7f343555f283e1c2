import assert from "node:assert/strict";
import { test } from "node:test";
import { withThinnerLines } from "../../src/preprocessing/pen.js";

const SIDE = 140;

/**
 * @param {number} pen  A share of the side.
 * @returns {import("../../src/preprocessing/photo.js").Image} A line down and one to the right.
 */
function corner(pen) {
  const isInk = (/** @type {number} */ x, /** @type {number} */ y) => x < pen * SIDE || y >= SIDE - pen * SIDE;
  return { values: Float64Array.from({ length: SIDE * SIDE }, (_, i) => (isInk(i % SIDE, Math.floor(i / SIDE)) ? 1 : 0)), width: SIDE, height: SIDE };
}

test("lines of a usual pen, thin lines and solid ink stay", () => {
  for (const pen of [0.02, 0.06, 0.12, 0.16, 0.6, 1]) {
    const ink = corner(pen);
    assert.equal(withThinnerLines(ink), ink, `${pen}`);
  }
});

test("broad lines become as thin as those of a broad pen", () => {
  for (const pen of [0.2, 0.25, 0.3]) {
    const { values, width } = withThinnerLines(corner(pen));
    const line = values.subarray(70 * width, 71 * width).reduce((sum, ink) => sum + ink, 0);
    assert.ok(Math.abs(line / SIDE - 0.14) < 0.03, `${line / SIDE}`);
  }
});

test("ink with noise stays", () => {
  const ink = corner(0.25);
  const noisy = { ...ink, values: ink.values.map((value, i) => ((i * 7919) % 10 < 3 ? 0 : value)) };
  assert.equal(withThinnerLines(noisy), noisy);
});
