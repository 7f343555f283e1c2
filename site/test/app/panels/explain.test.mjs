import assert from "node:assert/strict";
import { test } from "node:test";
import { explainPanel } from "../../../src/app/panels/explain.js";
import { State } from "../../../src/app/state.js";
import { event, fakeDocument, fakeOf, unfold, withGlobals } from "../../fake-dom.mjs";

withGlobals({ document: fakeDocument });

/** A model that always answers 7, and whose calls are counted. */
function recogniserOf() {
  const recogniser = {
    calls: 0,
    answers: async (/** @type {Float32Array} */ grids) => {
      recogniser.calls += 1;
      const answers = new Float32Array((grids.length / 784) * 10).fill(0.01);
      return answers.map((value, i) => (i % 10 === 7 ? 0.91 : value));
    },
    layers: async () => [{ side: 2, channels: 20, values: new Float32Array(80) }],
  };
  return recogniser;
}

/** @param {import("node:test").TestContext} t */
function panelOf(t) {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const state = new State(() => panel.update(state));
  const panel = explainPanel();
  const recogniser = recogniserOf();
  const probabilities = Float32Array.from({ length: 10 }, (_, digit) => (digit === 7 ? 0.91 : 0.01));
  const grid = new Float64Array(784).fill(0.5);
  return {
    state,
    panel,
    recogniser,
    answer: () => state.setAnswer(/** @type {any} */ ({ recogniser, whole: { grid, probabilities }, digits: [] })),
    blank: () => state.setAnswer(/** @type {any} */ ({ recogniser, whole: { grid: null, probabilities: null }, digits: [] })),
    /** A visitor who waits. */
    async pause() {
      t.mock.timers.tick(300);
      for (let i = 0; i < 5; i++) await new Promise((resolve) => setImmediate(resolve));
    },
    text: () => fakeOf(panel.root).textContent,
  };
}

test("a folded panel asks the network nothing", async (t) => {
  const { recogniser, answer, pause } = panelOf(t);
  answer();
  await pause();
  assert.equal(recogniser.calls, 0);
});

test("unfolded, it explains the likeliest digit after a pause, and shows the maps of each convolution", async (t) => {
  const { panel, recogniser, answer, pause, text } = panelOf(t);
  unfold(panel.root);
  answer();
  answer();
  await pause();
  assert.equal(recogniser.calls, 1, "not while the drawing still changes");
  assert.match(text(), /Blue ink speaks for a 7, orange ink against it/);
  assert.match(text(), /Convolution 1: 20 maps of 2x2, the first 16/);
});

test("another digit can be chosen, until the pad is blank", async (t) => {
  const { panel, answer, blank, pause, text } = panelOf(t);
  unfold(panel.root);
  answer();
  await pause();
  const select = fakeOf(panel.root).all("select")[0];
  select.selectedIndex = 4;
  select.dispatchEvent(event("change"));
  assert.match(text(), /speaks for a 4/);
  blank();
  await pause();
  assert.match(text(), /Draw something first/);
  answer();
  await pause();
  assert.match(text(), /speaks for a 7/);
});

test("a model without feature maps is explained all the same, and the panel says why there are no maps", async (t) => {
  const { state, panel, recogniser, answer, pause, text } = panelOf(t);
  recogniser.layers = () => Promise.reject(new Error("This model does not list its layers."));
  unfold(panel.root);
  answer();
  await pause();
  assert.match(text(), /speaks for a 7.*This model does not list its layers\.$/);
  assert.equal(state.problem, null);
});

test("a network that fails here is the trouble of this panel: it says so, logs it, and the answer stays", async (t) => {
  const logged = t.mock.method(console, "error", () => {});
  const { state, panel, recogniser, answer, pause, text } = panelOf(t);
  const error = new RangeError("out of memory");
  recogniser.answers = () => Promise.reject(error);
  unfold(panel.root);
  answer();
  await pause();
  assert.match(text(), /out of memory/);
  assert.equal(state.status, "ready");
  assert.deepEqual(
    logged.mock.calls.map(({ arguments: given }) => given),
    [[error]],
  );
});
