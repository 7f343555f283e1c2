import assert from "node:assert/strict";
import { test } from "node:test";
import { blurred, morph } from "../../../src/inference/gradient/morph.js";

/** Ink in the middle of the grid, four pixels wide. */
const line = Float32Array.from({ length: 784 }, (_, i) => (i % 28 > 11 && i % 28 < 16 && i > 140 && i < 640 ? 1 : 0));

/**
 * A network that reads a 1 from the left of the line, and a 0 otherwise.
 *
 * @param {(answer: number) => number} [sureness]
 */
function networkOf(sureness = (share) => share) {
  const answer = (/** @type {Float32Array} */ grid) => {
    const left = grid.reduce((sum, ink, i) => sum + (i % 28 < 12 ? ink : 0), 0);
    const share = sureness(Math.min(left / 20, 1));
    return Float32Array.of(1 - share, share, 0, 0, 0, 0, 0, 0, 0, 0);
  };
  return { answer, gradient: (/** @type {Float32Array} */ grid) => ({ answer: answer(grid), gradient: grid.map((_, i) => (i % 28 < 12 ? 1 : -1)) }) };
}

/** @param {ReturnType<typeof networkOf>} network */
function run(network) {
  const steps = morph(network, line, 1);
  const seen = [];
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return { seen, ...step.value };
    seen.push(step.value);
  }
}

test("the grid moves along the gradient until the network reads the other digit, and a little further", () => {
  const { grids, seen, isReached } = run(networkOf());
  assert.ok(isReached);
  assert.equal(grids[0], line);
  assert.deepEqual(grids.slice(1), seen);
  const sums = grids.map((grid) => grid.reduce((sum, ink, i) => sum + (i % 28 < 12 ? ink : 0), 0));
  assert.deepEqual(
    sums,
    [...sums].sort((one, other) => one - other),
  );
});

test("ink stays between 0 and 1, near the drawing, and no pixel changes much in one step", () => {
  const { grids } = run(networkOf());
  grids.forEach((grid, k) => {
    assert.ok(grid.every((ink, i) => ink >= 0 && ink <= 1 && (k === 0 || Math.abs(ink - grids[k - 1][i]) <= 0.1501)));
  });
  assert.ok(
    grids[1].every((ink, i) => ink === 0 || i % 28 > 4),
    "at first only beside the line",
  );
});

test("a digit that the network does not come to is given up", () => {
  const { grids, isReached } = run(networkOf(() => 0.1));
  assert.equal(isReached, false);
  assert.ok(grids.length < 100);
});

test("a blur spreads, and keeps the ink that it does not carry over the edge", () => {
  const dot = new Float32Array(784);
  dot[14 * 28 + 14] = 1;
  const soft = blurred(dot, 1);
  assert.ok(Math.abs(soft.reduce((sum, ink) => sum + ink, 0) - 1) < 1e-5);
  assert.ok(soft[14 * 28 + 13] > 0.09 && Math.abs(soft[14 * 28 + 13] - soft[13 * 28 + 14]) < 1e-6);
});
