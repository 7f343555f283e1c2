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

test("no row of ink is lost at any size", () => {
  for (let side = 21; side <= 640; side += 13) {
    const isInk = (/** @type {number} */ at) => at >= 4 && at < 4 + side;
    const width = side + 9;
    const values = Float64Array.from({ length: width * width }, (_, i) => (isInk(i % width) && isInk(Math.floor(i / width)) ? 0 : 1));
    assert.equal(gridOf({ values, width, height: width }).filter((ink) => ink > 0.9).length, 400, `${side}`); // 20 / 281 * 281 is more than 20.
  }
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

test("a speck and a faint watermark do not change a clean digit", () => {
  const clean = picture(digits[5], { scale: 3, paper: 1, ink: 0 });
  const grid = gridOf(clean);
  for (const [at, value] of [
    [3, 254 / 255],
    [84 * 80 + 80, 0],
  ]) {
    const values = clean.values.slice();
    values[at] = value;
    assert.ok(difference(gridOf({ ...clean, values }), grid) < 0.02, `${value}`);
  }
  const marked = clean.values.map((value, i) => (Math.floor(i / 84) % 9 === 0 ? Math.min(value, 0.95) : value));
  assert.ok(correlation(gridOf({ ...clean, values: marked }), grid) > 0.98);
});

test("light ink that reaches most of the border is read as dark ink is", () => {
  const side = 60;
  const ink = (/** @type {number} */ x, /** @type {number} */ y) => (x < 20 || y < 20 ? 0.5 + ((x * 7 + y * 13) % 10) / 20 : 0);
  const light = Float64Array.from({ length: side * side }, (_, i) => ink(i % side, Math.floor(i / side)));
  const dark = light.map((value) => 1 - value);
  assert.ok(difference(gridOf({ values: light, width: side, height: side }), gridOf({ values: dark, width: side, height: side })) < 1e-9);
});

test("thin lines are as strong as thick ones", () => {
  const [side, values] = [280, new Float64Array(280 * 280).fill(1)];
  for (let y = 30; y < 250; y++) for (let x = 138; x < 141; x++) values[y * side + x] = 0.2;
  for (let y = 30; y < 33; y++) for (let x = 90; x < 140; x++) values[y * side + x] = 0.2;
  const ink = gridOf({ values, width: side, height: side })
    .filter((value) => value > 0)
    .sort();
  assert.ok(ink[Math.floor(0.9 * ink.length)] > 0.95);
});
