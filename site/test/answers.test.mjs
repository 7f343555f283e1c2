import assert from "node:assert/strict";
import { test } from "node:test";
import { answering } from "../src/answers.js";

/** A screen whose frames the test draws. */
function screen() {
  /** @type {(() => void)[]} */
  const waiting = [];
  return { nextFrame: (/** @type {() => void} */ run) => waiting.push(run), draw: () => waiting.splice(0).forEach((run) => run()) };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test("many changes between two frames ask once", async () => {
  const { nextFrame, draw } = screen();
  let asked = 0;
  const ask = answering(async () => ++asked, () => {}, nextFrame);
  ask();
  ask();
  ask();
  draw();
  await settled();
  assert.equal(asked, 1);
});

test("an answer that a newer question has overtaken is not shown", async () => {
  const { nextFrame, draw } = screen();
  /** @type {((answer: string) => void)[]} */
  const answers = [];
  /** @type {string[]} */
  const shown = [];
  const ask = answering(() => new Promise((resolve) => answers.push(resolve)), (/** @type {string} */ answer) => shown.push(answer), nextFrame);
  ask();
  draw();
  ask();
  draw();
  answers[1]("new");
  answers[0]("old");
  await settled();
  assert.deepEqual(shown, ["new"]);
});
