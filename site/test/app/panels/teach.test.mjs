import assert from "node:assert/strict";
import { test } from "node:test";
import { Corrections, correctionsAsText } from "../../../src/app/models/corrections.js";
import { teachPanel } from "../../../src/app/panels/teach.js";
import { State } from "../../../src/app/state.js";
import { event, FakeElement, fakeDocument, fakeOf, unfold, withGlobals } from "../../fake-dom.mjs";
import { digits } from "../../fixture.mjs";

withGlobals({ document: fakeDocument, window: new EventTarget() });

const settled = () => new Promise((resolve) => setImmediate(resolve));

/** @param {{setItem?: () => void, error?: Error | null}} [browser]  What its storage does, and why the chosen model cannot be taught. */
function panelOf({ setItem = () => {}, error = null } = {}) {
  const state = new State(() => panel.update(state));
  const corrections = new Corrections(/** @type {any} */ ({ getItem: () => correctionsAsText(corrections?.all ?? []), setItem, removeItem: () => {} }));
  let timesTaught = 0;
  const teach = async () => {
    timesTaught++;
    return error;
  };
  const { signal } = new AbortController();
  const panel = teachPanel(/** @type {any} */ ({ state, corrections, models: { teach }, signal }));
  const root = fakeOf(panel.root);
  const button = (/** @type {string} */ text) => root.all("button").find((each) => each.textContent === text) ?? assert.fail(text);
  unfold(panel.root);
  return {
    root,
    state,
    corrections,
    timesTaught: () => timesTaught,
    button,
    async press(/** @type {string} */ text) {
      button(text).dispatchEvent(event("click"));
      await settled();
    },
  };
}

test("there is nothing to remember on a blank pad, and at first nothing to save or forget", () => {
  const { button, root } = panelOf();
  for (const text of ["Remember it", "Save as a file", "Forget everything"]) assert.equal(button(text).disabled, true, text);
  assert.match(root.textContent, /Nothing was taught yet\./);
});

test("the drawing is remembered as the chosen digit, and the models are taught", async () => {
  const { root, state, corrections, timesTaught, press } = panelOf();
  state.strokes.replace(digits[7]);
  state.edited();
  root.all("select")[0].selectedIndex = 4;
  await press("Remember it");
  assert.deepEqual(corrections.all, [{ label: 4, strokes: digits[7] }]);
  assert.equal(root.all("select")[0].selectedIndex, -1, "the next drawing may be another digit");
  assert.equal(timesTaught(), 1);
  assert.match(root.textContent, /Taught so far: 4 \(1\)\./);
});

test("everything can be forgotten", async () => {
  const { root, corrections, timesTaught, press } = panelOf();
  corrections.remember({ label: 4, strokes: digits[7] });
  await press("Forget everything");
  assert.deepEqual([corrections.all, timesTaught()], [[], 1]);
  assert.match(root.textContent, /Forgotten\./);
});

test("corrections come back from a file, and any other file is refused with a sentence", async () => {
  const { root, corrections, timesTaught } = panelOf();
  const read = async (/** @type {string} */ text) => {
    const input = Object.assign(root.all("input")[0], { files: [new Blob([text])] });
    input.dispatchEvent(event("change"));
    for (let i = 0; i < 3; i++) await settled();
  };
  await read("{}");
  assert.match(root.textContent, /no corrections of Inkling/);
  assert.deepEqual([corrections.all, timesTaught()], [[], 0]);
  await read(correctionsAsText([{ label: 2, strokes: digits[2] }]));
  assert.deepEqual([corrections.all, timesTaught()], [[{ label: 2, strokes: digits[2] }], 1]);
});

test("one correction is forgotten when its button is pressed, and the next one gets the focus", async () => {
  const { root, corrections, timesTaught, press } = panelOf();
  corrections.remember({ label: 4, strokes: digits[4] }, { label: 9, strokes: digits[9] });
  unfold(root.asElement);
  await press("4");
  assert.deepEqual([corrections.all.map(({ label }) => label), timesTaught(), FakeElement.focused?.textContent], [[9], 1, "9"]);
});

test("it says when nothing was stored, when older ones were dropped, and when the chosen model cannot be taught", async () => {
  const full = () => {
    throw new Error("full");
  };
  for (const [browser, expected, count] of /** @type {[object, RegExp, number][]} */ ([
    [{ setItem: full }, /Remembered.* But this browser did not store it/, 0],
    [{}, /Remembered.* The oldest one was dropped: 200 can be kept\./, 200],
    [{ error: new Error("It lists no features.") }, /cannot be taught: It lists no features\./, 0],
  ])) {
    const { root, state, corrections, press } = panelOf(browser);
    corrections.all = Array.from({ length: count }, () => ({ label: 1, strokes: digits[1] }));
    state.strokes.replace(digits[7]);
    state.edited();
    root.all("select")[0].selectedIndex = 7;
    await press("Remember it");
    assert.match(root.textContent, expected);
  }
});
