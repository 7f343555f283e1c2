import assert from "node:assert/strict";
import { test } from "node:test";
import { padStrokes } from "../../src/element/pad-strokes.js";
import { digits } from "../fixture.mjs";

test("strokes that lie on the pad stay as they are", () => {
  assert.deepEqual(padStrokes(digits[5]), digits[5]);
  assert.deepEqual(padStrokes([[{ x: 0, y: 1, pressure: 0.3 }]]), [[{ x: 0, y: 1, pressure: 0.3 }]]);
  assert.deepEqual(padStrokes([]), []);
});

test("strokes in another unit are scaled to the middle of the pad, with their shape and their pressure", () => {
  const [[from, to]] = padStrokes([
    [
      { x: 100, y: 300, pressure: 0.7 },
      { x: 200, y: 700 },
    ],
  ]);
  assert.deepEqual(from, { x: 0.4, y: 0.09999999999999998, pressure: 0.7 });
  assert.deepEqual(to, { x: 0.6, y: 0.9 });
  assert.deepEqual(padStrokes([[{ x: -40, y: 12 }]]), [[{ x: 0.5, y: 0.5 }]]);
});

test("what shows nothing is left out", () => {
  assert.deepEqual(padStrokes([[], [{ x: NaN, y: 0 }, /** @type {any} */ (null), { x: 0.1, y: 0.2 }], [{ x: Infinity, y: 0 }]]), [[{ x: 0.1, y: 0.2 }]]);
});
