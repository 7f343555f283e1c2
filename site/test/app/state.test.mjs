import assert from "node:assert/strict";
import { test } from "node:test";
import { State } from "../../src/app/state.js";
import { onePart } from "../../src/preprocessing/picture-number.js";
import { digits } from "../fixture.mjs";

/** A state, and how often it said that it changed. */
function stateOf() {
  let changes = 0;
  const state = new State(() => changes++);
  return { state, changes: () => changes };
}

/** @param {object} fields */
const answer = (fields) => /** @type {any} */ ({ verdict: "digit", label: 3, confidence: 0.9, candidates: [3], probabilities: null, grid: null, ...fields });

const recogniser = /** @type {any} */ ({});
const entry = /** @type {any} */ ({ name: "inkling" });

test("at first the pad is blank, and there is no answer and no problem", () => {
  const { state, changes } = stateOf();
  assert.deepEqual([state.isBlank, state.label, state.verdict, state.problem, state.status], [true, "", "", null, "loading"]);
  assert.equal(changes(), 0);
});

test("a change of the drawing is announced once, with a new revision", () => {
  const { state, changes } = stateOf();
  state.strokes.replace(digits[3]);
  const { revision } = state;
  state.edited();
  assert.equal(changes(), 1);
  assert.notEqual(state.revision, revision);
  assert.equal(state.isBlank, false);
  assert.deepEqual(state.drawing, digits[3]);
});

test("a change that the pad does not show leaves the revision as it is", () => {
  const { state, changes } = stateOf();
  const { revision } = state;
  state.say("The link is copied.");
  state.setModels([entry]);
  state.startLoading("Loading…", entry);
  state.setRecogniser(recogniser);
  state.setAnswer({ recogniser, whole: answer({}), digits: [] });
  state.setProblem(new Error("lost"), () => {});
  assert.deepEqual([state.revision, changes()], [revision, 6]);
});

test("a replay shows a part of the drawing, and any change of the drawing stops it", () => {
  const { state } = stateOf();
  state.strokes.replace(digits[4]);
  state.edited();
  let stops = 0;
  state.showPart(digits[4].slice(0, 1), () => stops++);
  assert.deepEqual(state.drawing, digits[4].slice(0, 1));
  state.edited();
  assert.deepEqual([state.drawing, state.replay, stops], [digits[4], null, 1]);
});

test("a picture takes the place of the strokes, and a stroke takes the place of the picture; undo brings the strokes back", () => {
  const { state } = stateOf();
  state.strokes.replace(digits[4]);
  state.edited();
  const grid = new Float64Array(784);
  state.showPicture(onePart(grid), "A test image.");
  assert.deepEqual([state.picture, state.drawing, state.isBlank, state.notice.text], [onePart(grid), [], false, "A test image."]);
  state.strokes.undo();
  state.edited();
  assert.deepEqual([state.picture, state.drawing, state.notice.text], [null, digits[4], ""]);
});

test("on an empty pad there is nothing to erase", () => {
  const { state } = stateOf();
  state.strokes.replace(digits[1]);
  state.toggleErasing();
  assert.equal(state.isErasing, true);
  state.strokes.clear();
  state.edited();
  assert.equal(state.isErasing, false);
});

test("the label is the digit, or the digits of a number with a question mark for what is none", () => {
  const { state } = stateOf();
  state.setAnswer({ recogniser, whole: answer({}), digits: [] });
  assert.deepEqual([state.label, state.verdict], ["3", "digit"]);
  state.setAnswer({ recogniser, whole: answer({ verdict: "not a digit", label: null }), digits: [] });
  assert.deepEqual([state.label, state.verdict], ["", "not a digit"]);
  const number = [answer({ label: 4 }), answer({ label: null }), answer({ label: 0 })];
  state.setAnswer({ recogniser, whole: answer({}), digits: number });
  assert.deepEqual([state.label, state.verdict], ["4?0", "number"]);
});

test("another model, or a problem, takes the answer away; an answer takes the problem away", () => {
  const { state } = stateOf();
  state.startLoading("Loading…", entry);
  state.setRecogniser(recogniser);
  state.setAnswer({ recogniser, whole: answer({}), digits: [] });
  const error = new Error("lost");
  state.setProblem(error, () => {});
  assert.deepEqual([state.status, state.label, state.problem?.error, state.entry], ["problem", "", error, entry]);
  state.setAnswer({ recogniser, whole: answer({}), digits: [] });
  assert.deepEqual([state.status, state.label, state.problem], ["ready", "3", null]);
  state.startLoading("Loading…", entry);
  assert.deepEqual([state.status, state.label, state.recogniser], ["loading", "", null]);
});

test("the same text can be said twice", () => {
  const { state } = stateOf();
  state.say("The link is copied.");
  const first = state.notice;
  state.say("The link is copied.");
  assert.notEqual(state.notice, first);
});
