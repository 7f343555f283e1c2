import assert from "node:assert/strict";
import { test } from "node:test";
import { imageToGrid } from "../../src/preprocessing/image.js";
import { GRID, strokesToGrid } from "../../src/preprocessing/strokes.js";
import { digits } from "../fixture.mjs";
import { correlation, picture } from "../photographs.mjs";

/** @param {import("../../src/preprocessing/image.js").Brightness} image */
function gridOf(image) {
  const grid = imageToGrid(image);
  assert.ok(grid, "the image has ink");
  return grid;
}

/**
 * @param {ArrayLike<number>} a
 * @param {ArrayLike<number>} b
 */
const difference = (a, b) => Math.max(...Array.from(a, (value, i) => Math.abs(value - b[i])));

test("an image made like MNIST's comes out as it is", () => {
  for (const strokes of digits) {
    const grid = /** @type {Float64Array} */ (strokesToGrid(strokes));
    assert.ok(difference(gridOf({ values: grid, width: GRID, height: GRID }), grid) < 1e-9);
  }
});

test("dark ink and light ink, strong ink and faint ink are the same", () => {
  for (const strokes of digits) {
    const grid = strokesToGrid(strokes) ?? [];
    for (const [paper, ink] of [
      [1, 0],
      [0, 1],
      [0.6, 0.5],
      [100, 255],
    ])
      assert.ok(difference(gridOf(picture(strokes, { paper, ink })), grid) < 1e-9);
  }
});

test("the size of an image does not matter, and neither does empty paper around the ink", () => {
  const grid = strokesToGrid(digits[3]) ?? [];
  for (const scale of [2, 7, 40]) assert.ok(difference(gridOf(picture(digits[3], { scale })), grid) < 1e-9, `${scale}`);
  const { values, width } = picture(digits[3], { scale: 3 });
  const wide = Float64Array.from({ length: width * 300 }, (_, i) => (i % 300 < width ? values[Math.floor(i / 300) * width + (i % 300)] : values[0]));
  assert.ok(difference(gridOf({ values: wide, width: 300, height: width }), grid) < 1e-9);
});

test("an image of one colour has no ink", () => {
  for (const [width, height] of [
    [1, 1],
    [30, 20],
    [1200, 3],
  ])
    assert.equal(imageToGrid({ values: new Float64Array(width * height).fill(0.7), width, height }), null);
});

test("an image of one line of pixels is a grid", () => {
  const grid = gridOf({ values: [0, 0, 1, 1, 0, 0], width: 1, height: 6 });
  assert.equal(grid.length, GRID * GRID);
});

test("an image with a border of several colours is read as a photograph", () => {
  const photograph = picture(digits[2], { scale: 9, light: (x) => 1 - 0.5 * x, noise: 0.02 });
  assert.ok(correlation(gridOf(photograph), strokesToGrid(digits[2]) ?? []) > 0.9);
});
