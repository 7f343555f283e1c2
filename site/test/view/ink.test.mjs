import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { drawInk, drawPicture, inkPixels } from "../../src/view/ink.js";

/** @typedef {{name: string, values: number[], width?: number, alpha?: number}} Call */

/**
 * A canvas that writes down what is drawn on it.
 *
 * @param {{clientWidth?: number, hasContext?: boolean}} [options]
 */
function canvas({ clientWidth = 100, hasContext = true } = {}) {
  /** @type {Call[]} */
  const calls = [];
  const context = { lineWidth: 0, globalAlpha: 1 };
  const record =
    (/** @type {string} */ name) =>
    (/** @type {number[]} */ ...values) => {
      calls.push({ name, values, width: context.lineWidth, alpha: context.globalAlpha });
    };
  const names = ["clearRect", "fillRect", "beginPath", "moveTo", "quadraticCurveTo", "stroke", "arc", "fill"];
  Object.assign(context, Object.fromEntries(names.map((name) => [name, record(name)])));
  const surface = { clientWidth, width: 0, height: 0, getContext: () => (hasContext ? context : null) };
  const named = (/** @type {string} */ name) => calls.filter((call) => call.name === name);
  return { surface, named, element: /** @type {HTMLCanvasElement} */ (/** @type {unknown} */ (surface)) };
}

const given = { devicePixelRatio: globalThis.devicePixelRatio, getComputedStyle: globalThis.getComputedStyle };
before(() => Object.assign(globalThis, { devicePixelRatio: 2, getComputedStyle: () => ({ color: "navy" }) }));
after(() => Object.assign(globalThis, given));

test("a canvas has one pixel for each pixel of the screen", () => {
  const { surface, element } = canvas();
  drawInk(element, []);
  assert.deepEqual([surface.width, surface.height], [200, 200]);
});

test("a stroke goes from its first point to its last one, through the midpoints between", () => {
  const { named, element } = canvas();
  drawInk(element, [
    [
      { x: 0, y: 0 },
      { x: 0.5, y: 0 },
      { x: 1, y: 1 },
    ],
  ]);
  assert.deepEqual(
    named("moveTo").map(({ values }) => values),
    [
      [0, 0],
      [150, 100],
    ],
  );
  assert.deepEqual(
    named("quadraticCurveTo").map(({ values }) => values),
    [
      [100, 0, 150, 100],
      [200, 200, 200, 200],
    ],
  );
});

test("one point is a dot, and pressure changes the width only", () => {
  const { named, element } = canvas();
  drawInk(element, [[{ x: 0.5, y: 0.5 }], [{ x: 0.5, y: 0.5, pressure: 1 }], [{ x: 0.5, y: 0.5, pressure: 0 }]]);
  const [even, strong, light] = named("arc").map(({ values }) => values[2]);
  assert.equal(even, 5);
  assert.ok(light < even && even < strong);
  assert.ok(named("arc").every(({ values: [x, y] }) => x === 100 && y === 100));
  assert.equal(named("fill").length, 3);
});

test("a stroke that comes back to where it began is no dot", () => {
  const { named, element } = canvas();
  drawInk(element, [[0, 1, -1].map((x) => ({ x, y: 0 }))]);
  assert.deepEqual([named("arc").length, named("stroke").length], [0, 2]);
});

test("the pixels of a grid cover the canvas without gaps, as dark as their ink", () => {
  const { named, element } = canvas({ clientWidth: 25 });
  drawPicture(element, Float64Array.of(0, 0.5, 1, 0.25, 0, 0, 0, 0, 0));
  const rectangles = named("fillRect");
  assert.deepEqual(
    rectangles.slice(0, 4).map(({ alpha }) => alpha),
    [0, 0.5, 1, 0.25],
  );
  assert.equal(
    rectangles.reduce((sum, { values: [, , width, height] }) => sum + width * height, 0),
    50 * 50,
  );
});

test("a browser that gives no canvas shows nothing, and nothing fails", () => {
  const { element } = canvas({ hasContext: false });
  drawInk(element, [[{ x: 0, y: 0 }]]);
  drawPicture(element, new Float64Array(1));
});

test("ink as pixels is the ink that is shown, without a canvas", () => {
  const side = 40;
  const pixels = inkPixels(
    [
      [
        { x: 0.25, y: 0.5 },
        { x: 0.75, y: 0.5 },
      ],
    ],
    side,
  );
  assert.equal(pixels.length, side * side);
  const at = (/** @type {number} */ x, /** @type {number} */ y) => pixels[y * side + x];
  assert.equal(at(20, 19), at(20, 20)); // The line lies between both rows.
  assert.ok(at(20, 20) > 0.9);
  assert.equal(at(5, 20), 0);
  assert.equal(at(20, 5), 0);
});
