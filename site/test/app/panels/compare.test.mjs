import assert from "node:assert/strict";
import { test } from "node:test";
import { comparePanel } from "../../../src/app/panels/compare.js";
import { State } from "../../../src/app/state.js";
import { fakeDocument, fakeOf, unfold, withGlobals } from "../../fake-dom.mjs";

withGlobals({ document: fakeDocument, requestAnimationFrame: (/** @type {() => void} */ run) => setImmediate(run) });

const settled = () => new Promise((resolve) => setTimeout(resolve, 20));

/** @param {string} title */
const entryOf = (title) => ({ title, card: new URL("https://example.org/"), accuracy: 0.99, drawn_accuracy: null, bytes: 1000 });

/** Two models: one reads every drawing as a 1, the other as not a digit. */
function panelOf({ slow = "" } = {}) {
  const state = new State(() => panel.update(state));
  /** @type {string[]} */
  const loaded = [];
  /** @type {Set<string>} The models that cannot be loaded. */
  const lost = new Set();
  const answers = /** @type {Record<string, object>} */ ({
    one: { verdict: "digit", candidates: [1], confidence: 0.8 },
    none: { verdict: "not a digit", candidates: [], confidence: 0 },
  });
  const load = async (/** @type {{title: string}} */ { title }) => {
    if (lost.has(title)) throw new Error("no connection");
    if (title === slow) await new Promise(() => {});
    loaded.push(title);
    return { read: async () => [answers[title]] };
  };
  const panel = comparePanel(/** @type {any} */ ({ state, models: { load } }));
  const root = fakeOf(panel.root);
  const rows = () =>
    root
      .all("tbody")[0]
      .all("tr")
      .map((row) => row.children.slice(0, 3).map((cell) => fakeOf(/** @type {any} */ (cell)).textContent));
  state.setModels(/** @type {any} */ ([entryOf("one"), entryOf("none")]));
  const read = (/** @type {Float64Array | null} */ grid, digits = /** @type {object[]} */ ([])) =>
    state.setAnswer(/** @type {any} */ ({ whole: { grid }, digits }));
  return { panel, root, rows, loaded, lost, read, state };
}

test("a folded panel loads no model", async () => {
  const { loaded, read } = panelOf();
  read(new Float64Array(784));
  await settled();
  assert.deepEqual(loaded, []);
});

test("unfolded, it shows how every model reads the drawing", async () => {
  const { panel, rows, read } = panelOf();
  read(new Float64Array(784));
  unfold(panel.root);
  await settled();
  assert.deepEqual(rows(), [
    ["one", "1", "80.0\u00a0%"],
    ["none", "no digit", "–"],
  ]);
});

test("a number is not compared, and neither is a blank pad", async () => {
  for (const [grid, digits] of /** @type {[any, any][]} */ ([
    [new Float64Array(784), [{}, {}]],
    [null, []],
  ])) {
    const { panel, rows, read } = panelOf();
    read(new Float64Array(784));
    unfold(panel.root);
    await settled();
    read(grid, digits);
    await settled();
    assert.deepEqual(
      rows().map(([, reads]) => reads),
      ["–", "–"],
    );
  }
});

test("a model that cannot be loaded says so in its row, the others answer, and it is tried again when the panel is unfolded again", async () => {
  const { panel, rows, lost, read } = panelOf();
  read(new Float64Array(784));
  lost.add("one");
  unfold(panel.root);
  await settled();
  assert.deepEqual(rows(), [
    ["one", "no connection"],
    ["none", "no digit", "–"],
  ]);
  lost.clear();
  unfold(panel.root);
  await settled();
  assert.deepEqual(
    rows().map(([, reads]) => reads),
    ["1", "no digit"],
  );
});

test("a slow model does not delay the others", async () => {
  const { panel, rows, read } = panelOf({ slow: "one" });
  read(new Float64Array(784));
  unfold(panel.root);
  await settled();
  assert.deepEqual(
    rows().map(([, reads]) => reads),
    ["–", "no digit"],
  );
});

test("a visitor's own model has a row while it is open, with how many of the page's test images it reads", async () => {
  const { panel, rows, root, read, state } = panelOf();
  read(new Float64Array(784));
  unfold(panel.root);
  const own = { ...entryOf("one"), title: "one", isOwn: true, card: null, images: 80, errors: 3 };
  state.setModels(/** @type {any} */ ([own]));
  await settled();
  assert.deepEqual(rows(), [["one", "1", "80.0\u00a0%"]]);
  assert.match(root.textContent, /77 of 80/);
  state.setModels([]);
  assert.deepEqual(rows(), []);
});
