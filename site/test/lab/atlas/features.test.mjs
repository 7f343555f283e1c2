import assert from "node:assert/strict";
import { test } from "node:test";
import { Features, placeOf, smallest } from "../../../src/lab/atlas/features.js";

/** @param {number[]} numbers */
const base64 = (numbers) => Buffer.from(Float32Array.from(numbers).buffer).toString("base64");

/** Two features, kept as they are: images in the directions of (1, 0), (0, 1) and (-1, 0). */
const PROJECTION = { features: 2, dimensions: 2, scale: 127, mean: base64([0, 0]), matrix: base64([1, 0, 0, 1]) };
const IMAGES = Int8Array.from([127, 0, 0, 127, -127, 0]);

test("the nearest images are those in the same direction, however long the features are", () => {
  const features = new Features(PROJECTION, IMAGES.buffer);
  const found = features.nearest(Float32Array.from([10, 1]), 2);
  assert.deepEqual(
    found.map(({ image }) => image),
    [0, 1],
  );
  const angle = Math.atan2(1, 10);
  assert.ok(Math.abs(found[0].distance - 2 * Math.sin(angle / 2)) < 0.01);
});

test("features of another model, and parts that do not fit, are refused with a sentence", () => {
  assert.throws(() => new Features(PROJECTION, IMAGES.buffer).nearest(new Float32Array(3), 1), /gives 3 features where the atlas has 2/);
  assert.throws(() => new Features(PROJECTION, IMAGES.buffer.slice(0, 5)), /do not fit each other/);
});

test("a drawing lies among the neighbours of the nearest one's group, and not between two groups", () => {
  const atlas = { x: Float64Array.from([0.1, 0.12, 0.9]), y: Float64Array.from([0.1, 0.1, 0.9]) };
  const { x, y } = placeOf(
    [0, 1, 2].map((image) => ({ image, distance: 0.1 })),
    atlas,
  );
  assert.ok(Math.abs(x - 0.11) < 1e-9 && Math.abs(y - 0.1) < 1e-9);
});

test("a drawing like one image alone lies there", () => {
  const atlas = { x: Float64Array.from([0.5, 0.55]), y: Float64Array.from([0.5, 0.5]) };
  const found = placeOf(
    [
      { image: 0, distance: 0 },
      { image: 1, distance: 0.5 },
    ],
    atlas,
  );
  assert.ok(Math.abs(found.x - 0.5) < 1e-4);
});

test("the smallest values come in order, equal ones by their places", () => {
  assert.deepEqual(smallest(Float64Array.from([5, 1, 4, 1, 3]), 3), [1, 3, 4]);
  assert.deepEqual(smallest(Float64Array.from([2, 1]), 5), [1, 0]);
});
