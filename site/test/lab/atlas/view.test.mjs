import assert from "node:assert/strict";
import { test } from "node:test";
import { CLOSEST, imageAt, limited, panned, toMap, toWindow, whole, zoomed } from "../../../src/lab/atlas/view.js";

const SIZE = { width: 800, height: 400 };

/**
 * @param {{x: number, y: number}} one
 * @param {{x: number, y: number}} other
 */
const same = (one, other) => assert.ok(Math.hypot(one.x - other.x, one.y - other.y) < 1e-9, JSON.stringify([one, other]));

test("the whole map fits into the window, in its middle", () => {
  const view = whole(SIZE);
  same(toWindow(view, SIZE, { x: 0, y: 0 }), { x: 200, y: 0 });
  same(toWindow(view, SIZE, { x: 1, y: 1 }), { x: 600, y: 400 });
});

test("what is under the pointer stays there while one comes closer", () => {
  const at = { x: 350, y: 150 };
  const before = { scale: 2000, x: 0.5, y: 0.5 };
  const after = zoomed(before, SIZE, 1.5, at);
  assert.equal(after.scale, 3000);
  same(toMap(after, SIZE, at), toMap(before, SIZE, at));
});

test("the map follows the pointer", () => {
  const before = { scale: 4000, x: 0.5, y: 0.5 };
  const place = { x: 0.5, y: 0.5 };
  const { x, y } = toWindow(before, SIZE, place);
  same(toWindow(panned(before, SIZE, 30, -20), SIZE, place), { x: x + 30, y: y - 20 });
});

test("nobody leaves the map, and nobody comes nearer or goes farther than allowed", () => {
  assert.deepEqual(panned(whole(SIZE), SIZE, 1e5, 1e5), { scale: 400, x: 0.5, y: 0.5 });
  assert.equal(zoomed(whole(SIZE), SIZE, 1e6).scale, 400 * CLOSEST);
  assert.equal(zoomed(whole(SIZE), SIZE, 1e-6).scale, 400);
  same(limited({ scale: 4000, x: -1, y: 2 }, SIZE), { x: 0.1, y: 0.95 });
});

test("the nearest image is found, and none where all are too far", () => {
  const atlas = { x: Float64Array.from([0.1, 0.9]), y: Float64Array.from([0.1, 0.9]) };
  assert.equal(imageAt(atlas, { x: 0.8, y: 0.8 }), 1);
  assert.equal(imageAt(atlas, { x: 0.5, y: 0.5 }, 0.1), null);
});
