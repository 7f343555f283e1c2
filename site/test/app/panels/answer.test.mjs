import assert from "node:assert/strict";
import { test } from "node:test";
import { answerPanel } from "../../../src/app/panels/answer.js";
import { State } from "../../../src/app/state.js";
import { fakeDocument, fakeOf, withGlobals } from "../../fake-dom.mjs";

withGlobals({ document: fakeDocument, matchMedia: () => ({ matches: false }) });

const recogniser = /** @type {any} */ ({});
const digit = { verdict: "digit", label: 3, confidence: 0.9, candidates: [3], probabilities: new Float32Array(10).fill(0.1), grid: null };

/** @param {object} fields */
const answer = (fields) => /** @type {any} */ ({ ...digit, ...fields });

function panelOf() {
  const state = new State(() => panel.update(state));
  const panel = answerPanel(/** @type {any} */ ({ state }));
  const root = fakeOf(panel.root);
  const text = (/** @type {string} */ name) => root.all("p").find((p) => p.attributes.class === name)?.textContent;
  return {
    state,
    shown: () => [root.dataset.verdict, text("inkling-digit"), text("inkling-words")],
    spoken: () => text("inkling-spoken"),
  };
}

test("each verdict has its sign and its words", () => {
  const { state, shown } = panelOf();
  state.startLoading("Loading…");
  assert.deepEqual(shown(), ["blank", "", "Loading…"]);
  for (const [whole, ...expected] of /** @type {[any, string, string, string][]} */ ([
    [answer({ verdict: "blank", label: null, candidates: [], probabilities: null }), "blank", "", "Waiting for ink"],
    [answer({}), "digit", "3", "90.0\u00a0% sure"],
    [answer({ verdict: "unsure", candidates: [3, 8] }), "unsure", "3 or 8", "Not sure which"],
    [answer({ verdict: "not a digit", label: null, candidates: [] }), "not a digit", "?", "Not a digit, I think"],
  ])) {
    state.setAnswer({ recogniser, whole, digits: [] });
    assert.deepEqual(shown(), expected);
  }
});

test("a number shows all its digits, and how sure the model is of each", () => {
  const { state, shown } = panelOf();
  state.setAnswer({ recogniser, whole: answer({}), digits: [answer({ label: 4 }), answer({ label: null })] });
  assert.deepEqual(shown(), ["number", "4?", "2 digits: 4\u00a090.0\u00a0%, ? no digit"]);
});

test("an answer is read aloud when no other one came for a while, and a blank pad is silent", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { state, spoken } = panelOf();
  for (const label of [1, 2]) {
    state.setAnswer({ recogniser, whole: answer({ label, candidates: [label] }), digits: [] });
    t.mock.timers.tick(600);
    assert.equal(spoken(), "");
  }
  t.mock.timers.tick(200);
  assert.equal(spoken(), "2, 90.0\u00a0% sure");
  state.setAnswer({ recogniser, whole: answer({ verdict: "blank", candidates: [] }), digits: [] });
  t.mock.timers.tick(800);
  assert.equal(spoken(), "");
});
