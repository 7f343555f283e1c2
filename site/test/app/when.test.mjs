import assert from "node:assert/strict";
import { test } from "node:test";
import { whenNew } from "../../src/app/update/when-new.js";
import { whenSettled } from "../../src/app/update/when-settled.js";

test("only a value that differs from the last one is passed on", () => {
  /** @type {number[]} */
  const seen = [];
  const see = whenNew((/** @type {number} */ value) => seen.push(value));
  for (const value of [1, 1, 2, 2, 1]) see(value);
  assert.deepEqual(seen, [1, 2, 1]);
});

test("of many calls without a pause only the last one is passed on", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  /** @type {number[]} */
  const seen = [];
  const see = whenSettled((/** @type {number} */ value) => seen.push(value), 100);
  for (const value of [1, 2, 3]) {
    see(value);
    t.mock.timers.tick(99);
  }
  assert.deepEqual(seen, []);
  t.mock.timers.tick(1);
  assert.deepEqual(seen, [3]);
  see(4);
  t.mock.timers.tick(100);
  assert.deepEqual(seen, [3, 4]);
});
