import assert from "node:assert/strict";
import { test } from "node:test";
import { partOf, StrokeHistory } from "../../src/input/stroke-history.js";

/** @param {number} count  Of strokes, from left to right. */
function historyOf(count) {
  const strokes = new StrokeHistory();
  for (let i = 0; i < count; i++) {
    strokes.begin({ x: i / 10, y: 0 });
    strokes.extend({ x: i / 10, y: 1 });
  }
  return strokes;
}

test("a new pad is empty and has nothing to undo", () => {
  const strokes = new StrokeHistory();
  assert.equal(strokes.isEmpty, true);
  assert.equal(strokes.canUndo, false);
  strokes.undo();
  strokes.clear();
  assert.deepEqual(strokes.all, []);
});

test("a stroke holds the points from begin on, in order", () => {
  assert.deepEqual(historyOf(2).all, [
    [
      { x: 0, y: 0 },
      { x: 0, y: 1 },
    ],
    [
      { x: 0.1, y: 0 },
      { x: 0.1, y: 1 },
    ],
  ]);
});

test("undo takes back the last stroke and no other", () => {
  const strokes = historyOf(3);
  strokes.undo();
  assert.deepEqual(strokes.all, historyOf(2).all);
});

test("undo brings back what clear took away", () => {
  const strokes = historyOf(2);
  strokes.clear();
  assert.equal(strokes.isEmpty, true);
  assert.equal(strokes.canUndo, true);
  strokes.undo();
  assert.deepEqual(strokes.all, historyOf(2).all);
});

test("redo brings back what undo took, until something else is drawn", () => {
  const strokes = historyOf(3);
  strokes.undo();
  strokes.undo();
  strokes.redo();
  assert.deepEqual(strokes.all, historyOf(2).all);
  strokes.redo();
  assert.deepEqual(strokes.all, historyOf(3).all);
  assert.equal(strokes.canRedo, false);
  strokes.undo();
  strokes.begin({ x: 0, y: 0 });
  assert.equal(strokes.canRedo, false);
});

test("after an undo, the stroke that was being drawn is not continued, and no other stroke changes", () => {
  const strokes = historyOf(2);
  strokes.begin({ x: 0.5, y: 0.5 });
  assert.equal(strokes.isDrawing, true);
  strokes.undo();
  strokes.extend({ x: 1, y: 1 });
  assert.deepEqual([strokes.all, strokes.isDrawing], [historyOf(2).all, false]);
  strokes.cancel();
  assert.deepEqual(strokes.all, historyOf(2).all);
});

test("a cancelled stroke leaves nothing to undo or redo", () => {
  const strokes = new StrokeHistory();
  strokes.begin({ x: 0, y: 0 });
  strokes.cancel();
  assert.deepEqual([strokes.isEmpty, strokes.canUndo, strokes.canRedo], [true, false, false]);
});

test("the eraser takes away each stroke that it touches, whole, and undo brings them back", () => {
  const strokes = historyOf(3);
  assert.equal(strokes.erase({ x: 0.6, y: 0.5 }), false);
  assert.equal(strokes.erase({ x: 0.11, y: 0.5 }), true);
  assert.deepEqual(
    strokes.all.map(([{ x }]) => x),
    [0, 0.2],
  );
  strokes.undo();
  assert.deepEqual(strokes.all, historyOf(3).all);
});

test("a drawing takes the place of another, and undo gives the other back", () => {
  const strokes = historyOf(2);
  strokes.replace([[{ x: 2, y: 0.5 }]]);
  assert.deepEqual(strokes.all, [[{ x: 1, y: 0.5 }]]);
  strokes.undo();
  assert.deepEqual(strokes.all, historyOf(2).all);
});

test("a part of a drawing is its first points", () => {
  assert.deepEqual(partOf(historyOf(2).all, 0), [[{ x: 0, y: 0 }]]);
  assert.deepEqual(partOf(historyOf(2).all, 0.75), [
    [
      { x: 0, y: 0 },
      { x: 0, y: 1 },
    ],
    [{ x: 0.1, y: 0 }],
  ]);
  assert.deepEqual(partOf(historyOf(2).all, 1), historyOf(2).all);
});

test("points outside the pad come to lie on its edge", () => {
  const strokes = new StrokeHistory();
  strokes.begin({ x: -0.5, y: 0.5 });
  strokes.extend({ x: 0.5, y: 1.5 });
  assert.deepEqual(strokes.all, [
    [
      { x: 0, y: 0.5 },
      { x: 0.5, y: 1 },
    ],
  ]);
});

test("a point before any stroke is ignored", () => {
  const strokes = new StrokeHistory();
  strokes.extend({ x: 0, y: 0 });
  assert.equal(strokes.isEmpty, true);
});
