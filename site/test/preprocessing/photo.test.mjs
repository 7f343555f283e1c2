import assert from "node:assert/strict";
import { test } from "node:test";
import { borderOf, median } from "../../src/preprocessing/pixels.js";
import { photoContrast, withoutSpecks } from "../../src/preprocessing/photo.js";
import { digits } from "../fixture.mjs";
import { correlation, picture } from "../photographs.mjs";

const SCALE = 8;

/** @typedef {import("../photographs.mjs").Picture} Picture */

/** Each digit's ink, without light, noise or paper. */
const inks = digits.map((strokes) => picture(strokes, { scale: SCALE, paper: 0, ink: 1 }).values);

/** @param {Picture} image  @returns {Float64Array} Its ink, where it is the photograph of one digit. */
const photoInk = (image) => withoutSpecks({ ...image, values: photoContrast(image) }, false);

/**
 * @param {Picture} image
 * @param {{left: number, top: number, width: number, height: number}} box
 * @param {number} value
 * @returns {Picture} With a rectangle of that brightness.
 */
function withRectangle({ values, width, height }, box, value) {
  const changed = values.map((old, i) => {
    const [x, y] = [(i % width) - box.left, Math.floor(i / width) - box.top];
    return x >= 0 && x < box.width && y >= 0 && y < box.height ? value : old;
  });
  return { values: changed, width, height };
}

/**
 * @param {Picture} image
 * @param {number} digit
 */
const likeness = (image, digit) => correlation(photoInk(image), inks[digit]);

test("ink is found under light that fades, and in noise", () => {
  for (const digit of digits.keys()) {
    const photograph = picture(digits[digit], { scale: SCALE, light: (x, y) => 1 - 0.4 * x - 0.2 * y, noise: 0.03 });
    assert.ok(likeness(photograph, digit) > 0.85, `${digit}: ${likeness(photograph, digit)}`);
  }
});

test("the sharp edge of a shadow is no ink", () => {
  for (const digit of digits.keys()) {
    const photograph = picture(digits[digit], { scale: SCALE, light: (x, y) => (x + y > 0.9 ? 0.5 : 1), noise: 0.01 });
    assert.ok(likeness(photograph, digit) > 0.85, `${digit}: ${likeness(photograph, digit)}`);
  }
});

test("light ink on a dark board is found as well", () => {
  for (const digit of digits.keys()) {
    const photograph = picture(digits[digit], { scale: SCALE, paper: 0.15, ink: 0.8, light: (x) => 1 - 0.5 * x, noise: 0.01 });
    assert.ok(likeness(photograph, digit) > 0.85, `${digit}: ${likeness(photograph, digit)}`);
  }
});

test("the broad strokes of a felt pen are ink as far as they go", () => {
  const side = 200;
  const isInk = (/** @type {number} */ x, /** @type {number} */ y) => (x >= 70 && x < 130 && y >= 30 && y < 58) || (x >= 102 && x < 130 && y >= 30 && y < 170);
  const values = Float64Array.from({ length: side * side }, (_, i) => {
    const [x, y] = [i % side, Math.floor(i / side)];
    return (isInk(x, y) ? 0.2 : 0.85) * (1 - (0.3 * x) / side) + 1e-3 * ((x * 7 + y * 13) % 9);
  });
  const ink = photoInk({ values, width: side, height: side });
  const wrong = ink.filter((value, i) => value > 0 !== isInk(i % side, Math.floor(i / side)));
  assert.equal(wrong.length, 0);
});

test("a speck, and an object at the edge of the image, are no part of the digit", () => {
  const clean = picture(digits[0], { scale: SCALE, noise: 0.01 });
  const speck = { left: 30, top: 200, width: 4, height: 4 };
  const object = { left: 0, top: 0, width: 12, height: 20 };
  const ink = photoInk(withRectangle(withRectangle(clean, speck, 0.2), object, 0.2));
  for (const { left, top } of [speck, object]) assert.equal(ink[(top + 2) * clean.width + left + 2], 0);
  assert.ok(correlation(ink, inks[0]) > 0.85);
});

test("a digit that touches the edge is kept where nothing else is there", () => {
  const edge = withRectangle(
    { values: new Float64Array(100 * 100).fill(0.9).map((value, i) => value + 1e-3 * (i % 3)), width: 100, height: 100 },
    { left: 45, top: 0, width: 8, height: 80 },
    0.2,
  );
  assert.ok(photoInk(edge)[40 * 100 + 48] > 0);
});

test("there is no negative ink", () => {
  assert.ok(photoInk(picture(digits[8], { scale: SCALE, noise: 0.05 })).every((value) => value >= 0));
});

test("the border holds each side, and corners twice", () => {
  assert.deepEqual([...borderOf(Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9), 3, 3)], [1, 2, 3, 7, 8, 9, 1, 4, 7, 3, 6, 9]);
  assert.deepEqual([...borderOf(Int32Array.of(1, 2), 1, 2)], [1, 2, 1, 2, 1, 2]);
});

test("the median of an even number of values is the mean of the middle two, and the values stay in their order", () => {
  const values = Float64Array.of(4, 1, 3, 2);
  assert.equal(median(values), 2.5);
  assert.equal(median(Float64Array.of(5, 1, 9)), 5);
  assert.deepEqual([...values], [4, 1, 3, 2]);
});
