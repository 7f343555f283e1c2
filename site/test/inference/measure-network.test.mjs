import assert from "node:assert/strict";
import { test } from "node:test";
import { measure } from "../../src/inference/measure-network.js";

/** Ten images; the first pixel of each is ink. */
const images = Array.from({ length: 10 }, (_, label) => ({ label, grid: Float64Array.from({ length: 784 }, (_, i) => (i === 0 ? 1 : label / 100)) }));

/** @param {(grid: Float32Array) => number} labelOf  What a network reads. */
function networkOf(labelOf) {
  return {
    outputs: { probabilities: { shape: [10] } },
    run: (/** @type {Float32Array} */ grid) => [Float32Array.from({ length: 10 }, (_, i) => (i === labelOf(grid) ? 1 : 0))],
    dispose() {},
  };
}

const clock = { now: () => 0, rest: async () => {} };

test("a network that knows our pixels is asked with no others", async () => {
  const asked = new Set();
  const network = networkOf((grid) => {
    asked.add(grid[0]);
    return Math.round(grid[5] * 100);
  });
  assert.deepEqual(await measure(network, images, clock), { pixels: { paper: 0, ink: 1 }, errors: 0, images: 10, milliseconds: 0 });
  assert.deepEqual(asked, new Set([0, 1])); // It is warmed up with paper.
});

test("a network that was trained with other numbers for paper and ink gets these", async () => {
  const dark = networkOf((grid) => (grid[0] === 0 ? Math.round((255 - grid[5]) / 2.55) : 0));
  const { pixels, errors } = await measure(dark, images, clock);
  assert.deepEqual([pixels, errors], [{ paper: 255, ink: 0 }, 0]);
});

test("a network that always answers the same is measured as it is, with our pixels", async () => {
  const { pixels, errors } = await measure(
    networkOf(() => 0),
    images,
    clock,
  );
  assert.deepEqual([pixels, errors], [{ paper: 0, ink: 1 }, 9]);
});

test("a slow network reads fewer images, and its time is the mean", async () => {
  let time = 0;
  const found = await measure(
    networkOf((grid) => Math.round(grid[5] * 100)),
    images,
    { ...clock, now: () => (time += 400), patience: 1000 },
  );
  assert.deepEqual([found.images, found.errors, found.milliseconds], [3, 0, 400]);
});

test("answers that are no numbers are an error", async () => {
  const network = { ...networkOf(() => 0), run: () => [new Float32Array(10).fill(NaN)] };
  await assert.rejects(measure(network, images, clock), /its answers are no numbers/);
});

test("pixels with which a network is right by chance are not taken", async () => {
  const lucky = networkOf((grid) => (grid[0] === 255 ? Math.min(Math.round(grid[5] / 2.55), 3) : -1));
  const { pixels, errors } = await measure(lucky, images, clock);
  assert.deepEqual([pixels, errors], [{ paper: 0, ink: 1 }, 9]);
});
