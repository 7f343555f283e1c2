import assert from "node:assert/strict";
import { test } from "node:test";
import { imageToGrid } from "../../src/preprocessing/image.js";
import { withoutLines } from "../../src/preprocessing/ruled-lines.js";
import { digits } from "../fixture.mjs";
import { correlation, picture } from "../photographs.mjs";

/** @typedef {import("../photographs.mjs").Picture} Picture */

/** A pixel's shift of the centre of mass costs more than a tenth. */
const LIKE = 0.8;

const RULED = { thick: 4, apart: 37, grey: 110 / 245, isSquared: false };

/**
 * @param {Picture} image
 * @param {Partial<typeof RULED>} [options]
 * @returns {Picture} On ruled paper; the lines are not drawn over the ink.
 */
function ruled({ values, width, height }, options) {
  const { thick, apart, grey, isSquared } = { ...RULED, ...options };
  const isOn = (/** @type {number} */ at) => at % apart >= 9 && at % apart < 9 + thick;
  const lined = values.map((value, i) => (isOn(Math.floor(i / width)) || (isSquared && isOn(i % width)) ? Math.min(value, grey * 0.9) : value));
  return { values: lined, width, height };
}

/**
 * @param {Picture} plain
 * @param {Picture} lined
 */
const likeness = (plain, lined) => correlation(imageToGrid(plain) ?? [], imageToGrid(lined) ?? []);

test("strong ruled lines and squares are taken out of a clean picture, and the digit stays", () => {
  for (const strokes of digits) {
    const plain = picture(strokes, { scale: 12 });
    for (const options of [
      {},
      { thick: 3 },
      { thick: 5 },
      { isSquared: true },
      { isSquared: true, thick: 5 },
      { grey: 0.8, apart: 25, thick: 2, isSquared: true },
    ]) {
      assert.ok(likeness(plain, ruled(plain, options)) > LIKE, JSON.stringify(options));
    }
  }
});

test("lines as dark as the ink are taken out where there are four, and white ones of a board", () => {
  const plain = picture(digits[5], { scale: 12 });
  assert.ok(likeness(plain, ruled(plain, { grey: 0.2, thick: 3 })) > LIKE);
  const board = picture(digits[5], { scale: 12, paper: 0.1, ink: 0.9 });
  const negative = (/** @type {Picture} */ { values, width, height }) => ({ values: values.map((value) => 1 - value), width, height });
  assert.ok(likeness(board, negative(ruled(negative(board)))) > LIKE);
});

test("ruled lines are taken out of a photograph", () => {
  for (const strokes of digits) {
    const light = (/** @type {number} */ x, /** @type {number} */ y) => 1 - 0.2 * x - 0.1 * y;
    const [plain, lined] = [false, true].map((isLined) => {
      const image = picture(strokes, { scale: 12 });
      const { values, width, height } = isLined ? ruled(image, { isSquared: true }) : image;
      return { values: values.map((value, i) => value * light((i % width) / width, Math.floor(i / width) / height)), width, height };
    });
    assert.ok(likeness(plain, lined) > LIKE);
  }
});

test("a picture without ruled lines stays as it is: also block letters, and lines that are not even, too few or too thick", () => {
  for (const strokes of digits) {
    const image = picture(strokes, { scale: 9, noise: 0.02 });
    assert.deepEqual(withoutLines(image).values, image.values);
  }
  const bars = (/** @type {number[]} */ tops, /** @type {number} */ thick, /** @type {number} */ grey) => ({
    values: Float64Array.from({ length: 100 * 100 }, (_, i) => (i === 0 ? 0 : tops.some((top) => i >= 100 * top && i < 100 * (top + thick)) ? grey : 1)),
    width: 100,
    height: 100,
  });
  for (const image of [bars([10, 50, 90], 4, 0), bars([10, 20, 62, 90], 3, 0.5), bars([30, 60], 3, 0.5), bars([5, 30, 55, 80], 9, 0.5)]) {
    assert.deepEqual(withoutLines(image).values, image.values);
  }
});
