import assert from "node:assert/strict";
import { test } from "node:test";
import { listenToPointer } from "../../src/input/pointer.js";
import { StrokeHistory } from "../../src/input/stroke-history.js";
import { event, FakeElement } from "../fake-dom.mjs";

/** A pad of 200 pixels whose corner is at (100, 50). */
function pad(capture = () => {}) {
  const surface = Object.assign(new FakeElement(), {
    setPointerCapture: capture,
    getBoundingClientRect: () => ({ left: 100, top: 50, width: 200, height: 200 }),
  });
  const strokes = new StrokeHistory();
  let isErasing = false;
  listenToPointer(
    surface.asElement,
    strokes,
    () => {},
    () => isErasing,
  );
  return {
    strokes,
    erase: () => (isErasing = true),
    /**
     * @param {string} type  Without "pointer".
     * @param {number} clientX
     * @param {number} clientY
     * @param {object} [fields]
     */
    point: (type, clientX, clientY, fields = {}) =>
      surface.dispatchEvent(event(`pointer${type}`, { pointerId: 1, button: 0, pointerType: "mouse", pressure: 0.5, clientX, clientY, ...fields })),
  };
}

test("a pointer that is pressed and moved leaves a stroke in units of the pad", () => {
  const { strokes, point } = pad();
  point("down", 100, 50);
  point("move", 200, 150);
  point("up", 200, 150);
  point("move", 300, 250);
  assert.deepEqual(strokes.all, [
    [
      { x: 0, y: 0 },
      { x: 0.5, y: 0.5 },
    ],
  ]);
});

test("of a pen that moves more often than the screen is painted, every place counts", () => {
  const { strokes, point } = pad();
  point("down", 100, 50);
  const places = [
    { clientX: 120, clientY: 50 },
    { clientX: 140, clientY: 50 },
  ];
  point("move", 140, 50, { getCoalescedEvents: () => places });
  point("move", 160, 50, { getCoalescedEvents: () => [] });
  assert.deepEqual(
    strokes.all[0].map(({ x }) => x),
    [0, 0.1, 0.2, 0.3],
  );
});

test("only a pen brings its pressure", () => {
  for (const [pointerType, pressure, expected] of /** @type {const} */ ([
    ["pen", 0.8, 0.8],
    ["pen", 0, undefined],
    ["mouse", 0.5, undefined],
    ["touch", 1, undefined],
  ])) {
    const { strokes, point } = pad();
    point("down", 150, 100, { pointerType, pressure });
    assert.equal(strokes.all[0][0].pressure, expected, pointerType);
  }
});

test("a second finger, or another button of the mouse, draws nothing", () => {
  const { strokes, point } = pad();
  point("down", 150, 100, { button: 2 });
  assert.equal(strokes.isEmpty, true);
  point("down", 150, 100);
  point("down", 250, 100, { pointerId: 2 });
  point("move", 260, 100, { pointerId: 2 });
  assert.deepEqual(strokes.all, [[{ x: 0.25, y: 0.25 }]]);
});

test("a stroke that the system cancels is taken away, and cannot be redone", () => {
  const { strokes, point } = pad();
  point("down", 150, 100);
  point("cancel", 150, 100);
  assert.deepEqual([strokes.isEmpty, strokes.canUndo, strokes.canRedo], [true, false, false]);
});

test("while the pointer erases, it takes away the strokes that it touches and draws none", () => {
  const { strokes, erase, point } = pad();
  point("down", 150, 100);
  point("move", 160, 100);
  point("up", 160, 100);
  erase();
  point("down", 290, 240);
  assert.equal(strokes.all.length, 1);
  point("move", 155, 100);
  assert.equal(strokes.isEmpty, true);
});

test("where the pointer cannot be captured, strokes are drawn all the same, and a lost one does not block the next", () => {
  const { strokes, point } = pad(() => {
    throw new DOMException("No active pointer with the given id is found.", "NotFoundError");
  });
  point("down", 150, 100);
  point("up", 150, 100);
  point("down", 200, 100);
  point("down", 250, 100); // The mouse was lifted outside of the pad, and nobody said so.
  assert.equal(strokes.all.length, 3);
  point("up", 250, 100);
  point("down", 150, 200, { pointerId: 8, pointerType: "touch", isPrimary: true });
  point("move", 150, 240, { pointerId: 8, pointerType: "touch" });
  point("down", 150, 200, { pointerId: 9, pointerType: "touch", isPrimary: true });
  assert.equal(strokes.all.length, 5);
});

test("the eraser end of a pen erases", () => {
  const { strokes, point } = pad();
  point("down", 150, 100);
  point("up", 150, 100);
  point("down", 290, 240, { pointerType: "pen", button: 5, buttons: 32 });
  assert.equal(strokes.all.length, 1);
  point("move", 152, 100, { pointerType: "pen", button: -1, buttons: 32 });
  assert.equal(strokes.isEmpty, true);
});

test("two fingers that come together leave no ink, and later a finger draws; beside a stroke a second finger does nothing", () => {
  const { strokes, point } = pad();
  const touch = { pointerType: "touch" };
  point("down", 150, 100, { ...touch, isPrimary: true });
  point("move", 152, 100, touch);
  point("down", 250, 100, { ...touch, pointerId: 2 });
  point("move", 140, 100, touch);
  assert.deepEqual([strokes.isEmpty, strokes.canUndo], [true, false]);
  point("up", 140, 100, touch);
  point("down", 150, 100, { ...touch, pointerId: 3, isPrimary: true });
  point("move", 150, 180, { ...touch, pointerId: 3 });
  point("down", 250, 100, { ...touch, pointerId: 4 });
  assert.equal(strokes.all[0].length, 2);
});
