import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { GRID, strokesToGrid } from "../../src/preprocessing/strokes.js";
import { digits } from "../fixture.mjs";

const vectors = JSON.parse(await readFile(new URL("../../../tests/vectors/strokes.json", import.meta.url), "utf8"));

/** @typedef {ReadonlyArray<ReadonlyArray<{x: number, y: number}>>} Drawing */

/**
 * @param {Drawing} strokes
 * @returns {Float64Array}
 */
function gridOf(strokes) {
  const grid = strokesToGrid(strokes);
  assert.ok(grid, "the drawing has ink");
  return grid;
}

/**
 * @param {ArrayLike<number>} a
 * @param {ArrayLike<number>} b
 */
function difference(a, b) {
  return Math.max(...Array.from(a, (value, i) => Math.abs(value - b[i])));
}

/**
 * @param {Drawing} strokes
 * @param {(point: {x: number, y: number}) => {x: number, y: number}} move
 */
const moved = (strokes, move) => strokes.map((stroke) => stroke.map(move));

for (const { name, why, strokes, grid } of vectors.cases) {
  test(`vector ${name}: ${why}`, () => {
    if (grid === null) {
      assert.equal(strokesToGrid(strokes), null);
      return;
    }
    const expected = grid.flatMap((/** @type {string} */ row) =>
      Array.from({ length: GRID }, (_, i) => row.slice(2 * i, 2 * i + 2)).map((cell) => (cell === ".." ? 0 : parseInt(cell, 16) / 255)),
    );
    const largest = difference(gridOf(strokes), expected);
    assert.ok(largest <= 0.004, `differs by ${largest}`);
  });
}

test("a drawing without ink is blank", () => {
  assert.equal(strokesToGrid([]), null);
  assert.equal(strokesToGrid([[], []]), null);
});

test("points without finite coordinates within reach are skipped", () => {
  const seven = digits[7];
  const broken = seven.map((stroke) => [
    { x: NaN, y: 1 },
    ...stroke,
    { x: Infinity, y: 0 },
    { x: 2e9, y: 0 },
    /** @type {any} */ ({ x: "3", y: 1 }),
    /** @type {any} */ (null),
  ]);
  assert.deepEqual(gridOf(broken), gridOf(seven));
  assert.equal(strokesToGrid([[{ x: NaN, y: NaN }]]), null);
});

test("one point is a dot in the middle", () => {
  const grid = gridOf([[{ x: 5, y: 5 }]]);
  assert.equal(grid[13 * GRID + 13], 1);
  assert.equal(grid.filter((ink) => ink > 0).length, 12);
});

test("the same point twice is one dot", () => {
  const dot = { x: 0.3, y: 0.4 };
  assert.deepEqual(gridOf([[dot, dot]]), gridOf([[dot]]));
});

test("where and how big a digit is drawn does not change its grid", () => {
  for (const strokes of digits) {
    const far = moved(strokes, ({ x, y }) => ({ x: x * 731 + 4000, y: y * 731 - 250 }));
    assert.ok(difference(gridOf(far), gridOf(strokes)) < 1e-9);
  }
});

test("the direction and the order of the strokes do not change the grid", () => {
  const backwards = digits[4].map((stroke) => [...stroke].reverse()).reverse();
  assert.ok(difference(gridOf(backwards), gridOf(digits[4])) < 1e-12);
});

test("the ink of every digit spans 20 pixels and its centre of mass lies in [14, 15)", () => {
  for (const strokes of digits) {
    const grid = gridOf(strokes);
    let [mass, x, y, top, bottom] = [0, 0, 0, GRID, 0];
    grid.forEach((ink, i) => {
      const row = Math.floor(i / GRID);
      mass += ink;
      x += ink * ((i % GRID) + 0.5);
      y += ink * (row + 0.5);
      if (ink > 0) [top, bottom] = [Math.min(top, row), Math.max(bottom, row)];
    });
    assert.equal(bottom - top + 1, 20);
    for (const centre of [x / mass, y / mass]) assert.ok(centre > 13.99 && centre < 15.01, `${centre}`);
  }
});

test("a symmetric drawing has a symmetric box", () => {
  const cross = [
    [
      { x: 0, y: 0 },
      { x: 1, y: 1 },
    ],
    [
      { x: 0, y: 1 },
      { x: 1, y: 0 },
    ],
  ];
  const grid = gridOf(cross);
  const columns = Array.from({ length: GRID }, (_, col) => grid.filter((_, i) => i % GRID === col).reduce((a, b) => a + b));
  const inked = columns.filter((ink) => ink > 0);
  assert.equal(inked.length, 20);
  assert.ok(difference(inked, [...inked].reverse()) < 1e-9);
});

test("a million points become a grid", () => {
  const spiral = Array.from({ length: 1e6 }, (_, i) => ({ x: Math.cos(i / 1e4) * i, y: Math.sin(i / 1e4) * i }));
  assert.ok(gridOf([spiral]).every((ink) => ink >= 0 && ink <= 1));
});

test("what is no list of strokes is refused with a sentence", () => {
  for (const wrong of [null, undefined, "strokes", { x: 1, y: 2 }, [{ x: 1, y: 2 }]]) {
    assert.throws(() => strokesToGrid(/** @type {any} */ (wrong)), { name: "TypeError", message: /list of strokes/ });
  }
});
