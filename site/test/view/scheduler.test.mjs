import assert from "node:assert/strict";
import { test } from "node:test";
import { scheduleAnswers } from "../../src/view/scheduler.js";

/** A screen; the test decides when a frame is drawn. */
function screen() {
  /** @type {(() => void)[]} */
  const waiting = [];
  return { nextFrame: (/** @type {() => void} */ run) => waiting.push(run), draw: () => waiting.splice(0).forEach((run) => run()) };
}

/** @param {unknown} error */
const unexpected = (error) => assert.fail(String(error));
const settled = () => new Promise((resolve) => setImmediate(resolve));

test("changes between two frames ask once", async () => {
  const { nextFrame, draw } = screen();
  let asked = 0;
  const ask = scheduleAnswers(
    async () => ++asked,
    () => {},
    unexpected,
    nextFrame,
  );
  ask();
  ask();
  ask();
  draw();
  await settled();
  assert.equal(asked, 1);
});

test("answers that are slower than the changes are all shown, and asked for one at a time", async () => {
  const { nextFrame, draw } = screen();
  /** @type {((answer: string) => void)[]} */
  const answers = [];
  /** @type {string[]} */
  const shown = [];
  const ask = scheduleAnswers(
    () => new Promise((resolve) => answers.push(resolve)),
    (/** @type {string} */ answer) => shown.push(answer),
    unexpected,
    nextFrame,
  );
  ask();
  draw();
  ask();
  ask();
  draw();
  assert.equal(answers.length, 1);
  answers[0]("first");
  await settled();
  assert.deepEqual(shown, ["first"]);
  draw();
  assert.equal(answers.length, 2);
  answers[1]("second");
  await settled();
  draw();
  assert.deepEqual(shown, ["first", "second"]);
  assert.equal(answers.length, 2);
});

test("a failure is reported, and the next change asks again", async () => {
  const { nextFrame, draw } = screen();
  /** @type {unknown[]} */
  const failures = [];
  let fails = true;
  /** @type {string[]} */
  const shown = [];
  const ask = scheduleAnswers(
    async () => {
      if (fails) throw new Error("lost");
      return "found";
    },
    (answer) => shown.push(answer),
    (error) => failures.push(error),
    nextFrame,
  );
  ask();
  draw();
  await settled();
  assert.equal(failures.length, 1);
  fails = false;
  ask();
  draw();
  await settled();
  assert.deepEqual(shown, ["found"]);
});
