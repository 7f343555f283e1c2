import assert from "node:assert/strict";
import { test } from "node:test";
import { imageToGrid } from "../../src/preprocessing/image.js";
import { sheetOf } from "../../src/preprocessing/sheet.js";
import { digits } from "../fixture.mjs";
import { framed, FRAMED } from "../framed.mjs";
import { picture } from "../photographs.mjs";

/** @typedef {import("../photographs.mjs").Picture} Picture */

/**
 * @param {number} side
 * @param {(x: number, y: number) => number} paint
 * @returns {Picture}
 */
function painted(side, paint) {
  return { values: Float64Array.from({ length: side * side }, (_, i) => paint(i % side, Math.floor(i / side))), width: side, height: side };
}

for (const kind of Object.keys(FRAMED)) {
  test(`a digit in ${kind} is read as it is without`, () => {
    for (const strokes of digits) {
      const { sheet, framed: image } = framed(strokes, kind);
      const [plain, found] = [imageToGrid(sheet), imageToGrid(image)];
      assert.ok(plain?.every((ink, i) => Math.abs(ink - (found?.[i] ?? NaN)) < 0.15)); // The soft edge of a circle is faint ink.
    }
  });
}

test("a plain picture is its own sheet, whatever its ink and size", () => {
  for (const strokes of digits) {
    for (const options of [{ scale: 7 }, { scale: 2 }, { scale: 5, paper: 0.1, ink: 1 }, { scale: 5, light: (/** @type {number} */ x) => 1 - 0.3 * x }]) {
      const image = picture(strokes, options);
      assert.equal(sheetOf(image), image);
    }
  }
});

test("a bold square zero is no sheet, with a dot in it or without", () => {
  const inBox = (/** @type {number} */ x, /** @type {number} */ y, /** @type {number[]} */ [left, top, right, bottom]) =>
    x >= left && x < right && y >= top && y < bottom;
  const zero = painted(100, (x, y) => (inBox(x, y, [20, 10, 80, 90]) && !inBox(x, y, [36, 30, 64, 70]) ? 0 : 1));
  assert.equal(sheetOf(zero), zero);
  const dotted = painted(100, (x, y) => (inBox(x, y, [46, 46, 54, 54]) || (inBox(x, y, [20, 10, 80, 90]) && !inBox(x, y, [28, 18, 72, 82])) ? 0 : 1));
  assert.equal(sheetOf(dotted), dotted);
});

test("a bold eight is no sheet", () => {
  const from = (/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ middle) => Math.hypot((x - 50) / 1.1, y - middle);
  const eight = painted(100, (x, y) => ([32, 68].some((middle) => from(x, y, middle) < 26) && ![30, 70].some((middle) => from(x, y, middle) < 9) ? 0 : 1));
  assert.equal(sheetOf(eight), eight);
});

test("what is outside of a round sheet has the colour of the sheet", () => {
  const { framed: image } = framed(digits[3], "a round portrait on black");
  const { values, width } = sheetOf(image);
  assert.equal(values[0], 0.9);
  assert.ok(width < image.width);
});

test("a line across a sheet does not make two sheets of it, nor does a change that is faint", () => {
  const ink = (/** @type {number} */ x, /** @type {number} */ y) => y > 30 && y < 90 && ((x > 30 && x < 38) || (x > 160 && x < 168) || (x > 60 && x < 68));
  for (const line of [0.2, 0.9]) {
    const values = Float64Array.from({ length: 240 * 120 }, (_, i) => {
      const [x, y] = [i % 240, Math.floor(i / 240)];
      return ink(x, y) ? 0 : x > 110 && x < 114 ? line : 1;
    });
    const image = { values, width: 240, height: 120 };
    assert.equal(sheetOf(image), image);
  }
});

test("a frame around nothing stays", () => {
  const empty = painted(60, (x, y) => (Math.min(x, y, 59 - x, 59 - y) < 4 ? 0 : 1));
  assert.equal(sheetOf(empty), empty);
});
