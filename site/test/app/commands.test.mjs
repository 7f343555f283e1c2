import assert from "node:assert/strict";
import { test } from "node:test";
import { createCommands } from "../../src/app/commands.js";
import { State } from "../../src/app/state.js";
import { onePart } from "../../src/preprocessing/picture-number.js";
import { digits } from "../fixture.mjs";
import { withGlobals } from "../fake-dom.mjs";

/** A screen whose frames the test paints, and a clock that it sets. */
let now = 0;
/** @type {Map<number, (now: number) => void>} */
const frames = new Map();
withGlobals({
  requestAnimationFrame(/** @type {(now: number) => void} */ run) {
    frames.set(frames.size + 1, run);
    return frames.size;
  },
  cancelAnimationFrame: (/** @type {number} */ id) => frames.delete(id),
  matchMedia: () => ({ matches: false }),
  performance: { now: () => now },
});

/** @param {number} milliseconds  Later. */
function paint(milliseconds) {
  now += milliseconds;
  const waiting = [...frames.values()];
  frames.clear();
  for (const run of waiting) run(now);
}

function demo() {
  frames.clear();
  const state = new State(() => {});
  return { state, commands: createCommands(state) };
}

test("undo, redo and clear change the drawing", () => {
  const { state, commands } = demo();
  state.strokes.replace(digits[2]);
  commands.undo();
  assert.deepEqual(state.drawing, []);
  commands.redo();
  assert.deepEqual(state.drawing, digits[2]);
  commands.clear();
  assert.deepEqual(state.drawing, []);
});

test("undo and redo without anything to undo leave a picture on the pad, and clear takes it away", () => {
  const { state, commands } = demo();
  state.showPicture(onePart(new Float64Array(784)), "");
  commands.undo();
  commands.redo();
  assert.equal(state.isBlank, false);
  commands.clear();
  assert.equal(state.isBlank, true);
});

test("the eraser is switched on and off, and not on an empty pad", () => {
  const { state, commands } = demo();
  commands.erase();
  assert.equal(state.isErasing, false);
  state.strokes.replace(digits[2]);
  commands.erase();
  assert.equal(state.isErasing, true);
  commands.erase();
  assert.equal(state.isErasing, false);
});

test("a replay shows more and more of the drawing, and at its end all of it", () => {
  const { state, commands } = demo();
  state.strokes.replace(digits[2]);
  commands.replay();
  assert.deepEqual(state.drawing, []);
  const points = () => state.drawing.flat().length;
  paint(10);
  const few = points();
  paint(900);
  const half = points();
  assert.ok(few > 0 && few < half && half < digits[2].flat().length, `${few}, ${half}`);
  paint(1000);
  assert.deepEqual([state.drawing, state.replay, frames.size], [digits[2], null, 0]);
});

test("a stroke, or another replay, stops the replay", () => {
  const { state, commands } = demo();
  commands.show(digits[2]);
  assert.equal(frames.size, 1);
  paint(10);
  commands.replay();
  assert.equal(frames.size, 1);
  state.strokes.begin({ x: 0.5, y: 0.5 });
  state.edited();
  assert.equal(frames.size, 0);
  assert.equal(state.drawing.length, digits[2].length + 1);
});

test("an empty pad has nothing to replay", () => {
  const { state, commands } = demo();
  commands.replay();
  assert.deepEqual([state.replay, frames.size], [null, 0]);
});
