import assert from "node:assert/strict";
import { test } from "node:test";
import { onChange } from "../../build/watch.mjs";

test("builds never overlap, and a change during a build starts one more", async () => {
  /** @type {(() => void)[]} */
  const ends = [];
  const change = onChange(() => new Promise((resolve) => ends.push(() => resolve(undefined))));
  const finish = async (/** @type {number} */ build) => {
    ends[build]();
    await new Promise((resolve) => setImmediate(resolve));
  };
  change();
  change();
  change();
  assert.equal(ends.length, 1);
  await finish(0);
  assert.equal(ends.length, 2);
  await finish(1);
  assert.equal(ends.length, 2);
  change();
  assert.equal(ends.length, 3);
  await finish(2);
});
