import assert from "node:assert/strict";
import { test } from "node:test";
import { brightness } from "../../src/input/read-picture.js";

/** @param {number[][]} pixels  Red, green, blue and alpha of each, 0 to 255. */
function valuesOf(...pixels) {
  const { values } = brightness({ data: Uint8ClampedArray.from(pixels.flat()), width: pixels.length, height: 1 });
  return Array.from(values, (value) => Number(value.toFixed(3)));
}

test("the brightness of a colour is what the eye sees: green more than red, red more than blue", () => {
  assert.deepEqual(valuesOf([255, 255, 255, 255], [0, 0, 0, 255], [255, 0, 0, 255], [0, 255, 0, 255], [0, 0, 255, 255]), [1, 0, 0.299, 0.587, 0.114]);
});

test("dark ink on a transparent background gets a white one, bright ink a black one", () => {
  assert.deepEqual(valuesOf([0, 0, 0, 255], [0, 0, 0, 0]), [0, 1]);
  assert.deepEqual(valuesOf([255, 255, 255, 255], [255, 255, 255, 0]), [1, 0]);
});
