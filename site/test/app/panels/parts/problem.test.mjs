import assert from "node:assert/strict";
import { test } from "node:test";
import { problemBox } from "../../../../src/app/panels/parts/problem.js";
import { State } from "../../../../src/app/state.js";
import { RecogniserError, ScriptError } from "../../../../src/errors.js";
import { event, fakeDocument, fakeOf, withGlobals } from "../../../fake-dom.mjs";
import { digits } from "../../../fixture.mjs";

/** @type {string[]} */
const calls = [];
withGlobals({
  document: fakeDocument,
  location: { reload: () => calls.push("reload") },
  history: { state: null, replaceState: (/** @type {any} */ _state, /** @type {string} */ _title, /** @type {string} */ url) => calls.push(url.slice(0, 9)) },
});

/** A box that shows what the state holds. */
function boxOf() {
  calls.length = 0;
  const state = new State(() => box.update(state));
  const box = problemBox(state);
  const root = fakeOf(box.root);
  return { state, root, press: () => root.all("button")[0].dispatchEvent(event("click")) };
}

test("a problem is shown in its sentence, and goes when it has passed", () => {
  const { state, root } = boxOf();
  state.setProblem(new RecogniserError("The model is not there."), () => {});
  assert.equal(root.attributes.role, "alert");
  assert.equal(root.all("p")[0].textContent, "The model is not there.");
  state.startLoading("Loading…");
  assert.deepEqual(root.children, []);
});

test("Try again does what may solve the problem", () => {
  const { state, press } = boxOf();
  state.setProblem(new RecogniserError("The model is not there."), () => calls.push("again"));
  press();
  assert.deepEqual(calls, ["again"]);
});

test("after a script did not arrive, Try again reloads the page, with the drawing in its address", () => {
  const { state, press } = boxOf();
  state.setProblem(new ScriptError("A part is missing."), () => calls.push("again"));
  press();
  assert.deepEqual(calls, ["reload"]);
  state.strokes.replace(digits[3]);
  press();
  assert.deepEqual(calls, ["reload", "#drawing=", "reload"]);
});
