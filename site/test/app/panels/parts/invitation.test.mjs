import assert from "node:assert/strict";
import { test } from "node:test";
import { isFirstTime } from "../../../../src/app/panels/parts/invitation.js";

test("somebody is invited once in each tab, and always where the browser stores nothing", () => {
  /** @type {Map<string, string>} */
  const kept = new Map();
  const storage = /** @type {any} */ ({
    getItem: (/** @type {string} */ key) => kept.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ value) => kept.set(key, value),
  });
  assert.deepEqual([isFirstTime(() => storage), isFirstTime(() => storage)], [true, false]);
  const denied = () => {
    throw new Error("denied");
  };
  assert.equal(isFirstTime(denied), true);
});
