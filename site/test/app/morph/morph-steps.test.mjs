import assert from "node:assert/strict";
import { test } from "node:test";
import { changeOf, gridAt } from "../../../src/app/morph/draw-change.js";
import { morphSteps } from "../../../src/app/morph/morph-steps.js";
import { event } from "../../fake-dom.mjs";

class FakeWorker extends EventTarget {
  /** @type {any[]} */
  asked = [];
  isEnded = false;

  /** @param {any} message */
  postMessage(message) {
    this.asked.push(message);
  }

  terminate() {
    this.isEnded = true;
  }

  /** @param {object} data */
  say(data) {
    this.dispatchEvent(event("message", { data }));
  }
}

const question = { model: "http://site/model.json", grid: new Float32Array(784), target: 9 };

function stepsOf() {
  /** @type {FakeWorker[]} */
  const workers = [];
  const end = new AbortController();
  const steps = morphSteps(end.signal, () => /** @type {any} */ (workers[workers.push(new FakeWorker()) - 1]));
  /** @type {unknown[][]} */
  const heard = [];
  const ask = (/** @type {string} */ name) =>
    steps.ask(question, {
      step: (grid) => heard.push([name, "step", grid]),
      done: (isReached) => heard.push([name, "done", isReached]),
      fail: (message) => heard.push([name, "fail", message]),
    });
  return { workers, steps, heard, ask, end };
}

test("only the last question is answered, and none after it was stopped", () => {
  const { workers, steps, heard, ask } = stepsOf();
  ask("first");
  ask("second");
  const [worker] = workers;
  worker.say({ id: 1, grid: "old" });
  worker.say({ id: 2, grid: "new" });
  worker.say({ id: 2, isReached: true });
  steps.stop();
  worker.say({ id: 2, grid: "late" });
  assert.deepEqual(heard, [
    ["second", "step", "new"],
    ["second", "done", true],
  ]);
  assert.deepEqual(
    worker.asked.map(({ id, model }) => [id, model]),
    [
      [1, question.model],
      [2, question.model],
      [3, null],
    ],
  );
  assert.equal(workers.length, 1);
});

test("what goes wrong in the worker is said, and where it cannot start the next question starts another one", () => {
  const { workers, heard, ask, end } = stepsOf();
  ask("first");
  workers[0].say({ id: 1, message: "The network is gone." });
  workers[0].dispatchEvent(event("error"));
  ask("second");
  assert.equal(workers.length, 2);
  assert.deepEqual(heard[0], ["first", "fail", "The network is gone."]);
  assert.match(`${heard[1][2]}`, /could not start/);
  end.abort();
  assert.ok(workers[1].isEnded);
});

test("a place on the way lies between two grids", () => {
  const grids = [
    [0, 1],
    [1, 1],
    [1, 0],
  ];
  assert.deepEqual(
    [0, 0.25, 0.5, 0.75, 1].map((share) => [...gridAt(grids, share)]),
    [
      [0, 1],
      [0.5, 1],
      [1, 1],
      [1, 0.5],
      [1, 0],
    ],
  );
  assert.deepEqual([changeOf([0, 1], [1, 0]), changeOf([0, 0], [0, 0]), changeOf([1, 1], [1, 0.5])], [2, 0, 0.25]);
});
