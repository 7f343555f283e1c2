import assert from "node:assert/strict";
import { test } from "node:test";
import { partOf, Strokes } from "../../src/input/stroke-history.js";

/** @param {number} count */
function drawn(count) {
  const strokes = new Strokes();
  for (let i = 0; i < count; i++) {
    strokes.begin({ x: i / 10, y: 0 });
    strokes.extend({ x: i / 10, y: 1 });
  }
  return strokes;
}

test("a new pad is empty and has nothing to undo", () => {
  const strokes = new Strokes();
  assert.equal(strokes.isEmpty, true);
  assert.equal(strokes.canUndo, false);
  strokes.undo();
  strokes.clear();
  assert.deepEqual(strokes.all, []);
});

test("a stroke holds the points from begin on, in order", () => {
  assert.deepEqual(drawn(2).all, [
    [{ x: 0, y: 0 }, { x: 0, y: 1 }],
    [{ x: 0.1, y: 0 }, { x: 0.1, y: 1 }],
  ]);
});

test("undo takes back the last stroke and no other", () => {
  const strokes = drawn(3);
  strokes.undo();
  assert.deepEqual(strokes.all, drawn(2).all);
});

test("undo brings back what clear took", () => {
  const strokes = drawn(2);
  strokes.clear();
  assert.equal(strokes.isEmpty, true);
  assert.equal(strokes.canUndo, true);
  strokes.undo();
  assert.deepEqual(strokes.all, drawn(2).all);
});

test("redo brings back what undo took, until something else is drawn", () => {
  const strokes = drawn(3);
  strokes.undo();
  strokes.undo();
  strokes.redo();
  assert.deepEqual(strokes.all, drawn(2).all);
  strokes.redo();
  assert.deepEqual(strokes.all, drawn(3).all);
  assert.equal(strokes.canRedo, false);
  strokes.undo();
  strokes.begin({ x: 0, y: 0 });
  assert.equal(strokes.canRedo, false);
});

test("a pen that is down when something is undone draws nothing more, and changes no other stroke", () => {
  const strokes = drawn(2);
  strokes.begin({ x: 0.5, y: 0.5 });
  assert.equal(strokes.isDrawing, true);
  strokes.undo();
  strokes.extend({ x: 1, y: 1 });
  assert.deepEqual([strokes.all, strokes.isDrawing], [drawn(2).all, false]);
  strokes.cancel();
  assert.deepEqual(strokes.all, drawn(2).all);
});

test("a stroke that was never meant leaves nothing to undo or redo", () => {
  const strokes = new Strokes();
  strokes.begin({ x: 0, y: 0 });
  strokes.cancel();
  assert.deepEqual([strokes.isEmpty, strokes.canUndo, strokes.canRedo], [true, false, false]);
});

test("the eraser takes whole strokes that it touches, and undo brings them back", () => {
  const strokes = drawn(3);
  assert.equal(strokes.erase({ x: 0.6, y: 0.5 }), false);
  assert.equal(strokes.erase({ x: 0.11, y: 0.5 }), true);
  assert.deepEqual(strokes.all.map(([{ x }]) => x), [0, 0.2]);
  strokes.undo();
  assert.deepEqual(strokes.all, drawn(3).all);
});

test("a drawing takes the place of another, and undo gives the other back", () => {
  const strokes = drawn(2);
  strokes.replace([[{ x: 2, y: 0.5 }]]);
  assert.deepEqual(strokes.all, [[{ x: 1, y: 0.5 }]]);
  strokes.undo();
  assert.deepEqual(strokes.all, drawn(2).all);
});

test("a part of a drawing is its first points", () => {
  assert.deepEqual(partOf(drawn(2).all, 0), [[{ x: 0, y: 0 }]]);
  assert.deepEqual(partOf(drawn(2).all, 0.75), [[{ x: 0, y: 0 }, { x: 0, y: 1 }], [{ x: 0.1, y: 0 }]]);
  assert.deepEqual(partOf(drawn(2).all, 1), drawn(2).all);
});

test("points outside the pad come to lie on its edge", () => {
  const strokes = new Strokes();
  strokes.begin({ x: -0.5, y: 0.5 });
  strokes.extend({ x: 0.5, y: 1.5 });
  assert.deepEqual(strokes.all, [[{ x: 0, y: 0.5 }, { x: 0.5, y: 1 }]]);
});

test("a point before any stroke is ignored", () => {
  const strokes = new Strokes();
  strokes.extend({ x: 0, y: 0 });
  assert.equal(strokes.isEmpty, true);
});
