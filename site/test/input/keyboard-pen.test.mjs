import assert from "node:assert/strict";
import { test } from "node:test";
import { listenToKeys } from "../../src/input/keyboard-pen.js";
import { StrokeHistory } from "../../src/input/stroke-history.js";
import { event, FakeElement } from "../fake-dom.mjs";

function keyboardPen() {
  const [surface, pen] = [new FakeElement(), new FakeElement()];
  pen.hidden = true;
  const strokes = new StrokeHistory();
  let changes = 0;
  listenToKeys(surface.asElement, pen.asElement, strokes, () => changes++);
  return {
    surface,
    pen,
    strokes,
    changes: () => changes,
    /**
     * @param {string} key
     * @param {object} [modifiers]
     * @returns {boolean} Whether the browser may still act on the key, such as scroll the page.
     */
    press: (key, modifiers = {}) => surface.dispatchEvent(event("keydown", { key, ...modifiers })),
  };
}

/** @param {FakeElement} pen */
const place = ({ styles }) => [styles.left, styles.top].map(parseFloat);

test("an arrow key shows the pen and moves it, and draws nothing while the pen is up", () => {
  const { pen, strokes, press } = keyboardPen();
  press("ArrowRight");
  press("ArrowDown");
  assert.equal(pen.hidden, false);
  assert.deepEqual(place(pen), [54, 34]);
  assert.equal(strokes.isEmpty, true);
});

test("with the Shift key the pen moves in finer steps", () => {
  const { pen, press } = keyboardPen();
  press("ArrowLeft", { shiftKey: true });
  assert.deepEqual(place(pen), [49, 30]);
});

test("the pen stays on the pad", () => {
  const { pen, press } = keyboardPen();
  for (let i = 0; i < 30; i++) press("ArrowUp");
  for (let i = 0; i < 30; i++) press("ArrowLeft");
  assert.deepEqual(place(pen), [0, 0]);
});

test("the space bar puts the pen down and lifts it, and between the two it draws", () => {
  const { pen, strokes, press, changes } = keyboardPen();
  press(" ");
  assert.ok(pen.classes.has("inkling-down"));
  press("ArrowDown");
  press("ArrowDown");
  press(" ");
  assert.equal(pen.classes.has("inkling-down"), false);
  press("ArrowRight");
  assert.deepEqual(
    strokes.all.map((stroke) => stroke.map(({ x, y }) => [x, Number(y.toFixed(2))])),
    [
      [
        [0.5, 0.3],
        [0.5, 0.34],
        [0.5, 0.38],
      ],
    ],
  );
  assert.equal(changes(), 3, "a pen that only moves changes nothing");
});

test("undo and clear lift the pen", () => {
  for (const command of /** @type {const} */ (["undo", "clear"])) {
    const { pen, strokes, press } = keyboardPen();
    press(" ");
    strokes[command]();
    press("ArrowDown");
    assert.equal(pen.classes.has("inkling-down"), false, command);
    assert.equal(strokes.isEmpty, true, command);
  }
});

test("a pointer on the pad, or the loss of the focus, lifts the pen and hides it", () => {
  for (const type of ["pointerdown", "blur"]) {
    const { surface, pen, strokes, press } = keyboardPen();
    press(" ");
    surface.dispatchEvent(event(type));
    assert.equal(pen.hidden, true, type);
    press("ArrowDown");
    assert.equal(strokes.all[0].length, 1, type);
  }
});

test("its keys do not scroll the page, and every other key is left to the browser", () => {
  const { press, changes } = keyboardPen();
  assert.equal(press("ArrowDown"), false);
  assert.equal(press(" "), false);
  for (const [key, modifiers] of /** @type {[string, object][]} */ ([
    ["a", {}],
    ["Tab", {}],
    ["ArrowDown", { ctrlKey: true }],
    [" ", { altKey: true }],
    ["ArrowUp", { metaKey: true }],
  ])) {
    assert.equal(press(key, modifiers), true, key);
  }
  assert.equal(changes(), 1);
});

test("a space bar that is held down puts the pen down once", () => {
  const { pen, strokes, press } = keyboardPen();
  press(" ");
  for (let i = 0; i < 3; i++) assert.equal(press(" ", { repeat: true }), false);
  assert.ok(pen.classes.has("inkling-down"));
  assert.equal(strokes.all.length, 1);
  press(" ");
  press(" ", { repeat: true });
  assert.equal(pen.classes.has("inkling-down"), false);
});

test("the keys by which the theme leaves the page or opens its search do not reach it; others do", () => {
  const { surface } = keyboardPen();
  const reaches = (/** @type {string} */ key, modifiers = {}) => {
    const pressed = event("keydown", { key, ...modifiers });
    let isStopped = false;
    pressed.stopPropagation = () => (isStopped = true);
    surface.dispatchEvent(pressed);
    return !isStopped;
  };
  for (const key of [..."n.p,fs/"]) assert.equal(reaches(key), false, key);
  for (const [key, modifiers] of /** @type {[string, object][]} */ ([
    ["a", {}],
    ["e", {}],
    ["Escape", {}],
    ["f", { ctrlKey: true }],
  ])) {
    assert.equal(reaches(key, modifiers), true, key);
  }
});
