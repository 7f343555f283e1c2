import assert from "node:assert/strict";
import { test } from "node:test";
import { requestAnswers } from "../../src/app/answers.js";
import { State } from "../../src/app/state.js";
import { onePart } from "../../src/preprocessing/picture-number.js";
import { digits } from "../fixture.mjs";

const settled = () => new Promise((resolve) => setImmediate(resolve));

/** A model that knows one answer. */
const recogniserOf = (/** @type {number} */ label) =>
  /** @type {any} */ ({
    recognise: async () => ({ verdict: "digit", label }),
    read: async (/** @type {Float64Array[]} */ grids) => grids.map(([ink]) => ({ verdict: "digit", label: Math.round(10 * ink) || label, score: 1 })),
  });

/** A state whose question is asked at once, and not at the next frame of a screen. */
function asking() {
  const state = new State(() => {});
  return { state, ask: requestAnswers(state, undefined, (run) => run()) };
}

test("while no model is loaded there is no answer, and no problem", async () => {
  const { state, ask } = asking();
  ask();
  await settled();
  assert.deepEqual([state.answer, state.status], [null, "loading"]);
});

test("the chosen model answers what is on the pad: strokes, or a picture", async () => {
  const { state, ask } = asking();
  state.setRecogniser(recogniserOf(5));
  state.strokes.replace([digits[5][0]]);
  ask();
  await settled();
  assert.equal(state.label, "5");
  state.showPicture(onePart(new Float64Array(784).fill(0.3)), "");
  ask();
  await settled();
  assert.equal(state.label, "3");
});

for (const [what, recognise] of /** @type {[string, () => Promise<unknown>][]} */ ([
  ["the answer of a model that is no longer chosen is dropped", recogniserOf(5).recognise],
  ["the error of a model that was closed while it read is dropped", () => Promise.reject(new Error("This recogniser was disposed."))],
])) {
  test(what, async () => {
    const { state, ask } = asking();
    state.setRecogniser({ ...recogniserOf(5), recognise });
    ask();
    state.setRecogniser(recogniserOf(6));
    await settled();
    assert.deepEqual([state.answer, state.problem], [null, null]);
    ask();
    await settled();
    assert.equal(state.label, "6");
  });
}

test("a model that fails is a problem; trying again asks again, and an answer ends the problem", async () => {
  const { state, ask } = asking();
  const recogniser = recogniserOf(5);
  const { recognise } = recogniser;
  recogniser.recognise = () => Promise.reject(new Error("out of memory"));
  state.setRecogniser(recogniser);
  ask();
  await settled();
  assert.equal(state.status, "problem");
  recogniser.recognise = recognise;
  state.problem?.tryAgain();
  await settled();
  assert.deepEqual([state.status, state.label, state.problem], ["ready", "5", null]);
});
