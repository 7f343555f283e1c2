import assert from "node:assert/strict";
import { test } from "node:test";
import { probabilityBars, sureness } from "../../../../src/app/panels/parts/bars.js";
import { fakeDocument, fakeOf, withGlobals } from "../../../fake-dom.mjs";

withGlobals({ document: fakeDocument });

/** @param {any} [answer] */
function shown(answer) {
  const bars = probabilityBars();
  bars.show(answer);
  const rows = fakeOf(bars.root).all("tr");
  return { texts: rows.map((row) => row.all("td")[1].textContent), best: rows.flatMap((row, i) => (row.classes.has("inkling-best") ? [i] : [])) };
}

test("no percentage says 0 or 100", () => {
  assert.deepEqual(
    [1, 0.9995, 0.5, 0.0004, 0].map((share) => `${sureness(share)}`),
    [">\u00a099.9\u00a0%", ">\u00a099.9\u00a0%", "50.0\u00a0%", "<\u00a00.1\u00a0%", "<\u00a00.1\u00a0%"],
  );
});

test("each digit has a bar, and the digits that are named stand out", () => {
  const probabilities = Float32Array.of(0, 0.6, 0, 0, 0, 0, 0, 0.4, 0, 0);
  const { texts, best } = shown({ candidates: [1, 7], probabilities });
  assert.deepEqual([texts[1], texts[7], best], ["60.0\u00a0%", "40.0\u00a0%", [1, 7]]);
});

test("of a number, each digit has a bar, and what is left is hidden until one digit is there again", () => {
  const bars = probabilityBars();
  const rows = fakeOf(bars.root).all("tr");
  const texts = () => rows.filter(({ hidden }) => !hidden).map((row) => [row.all("th")[0].textContent, row.all("td")[1].textContent]);
  bars.showNumber([
    { label: 4, candidates: [4], confidence: 0.9 },
    { label: 7, candidates: [7, 1], confidence: 0.5 },
    { label: null, candidates: [], confidence: 0 },
  ]);
  assert.deepEqual(texts(), [
    ["4", "90.0\u00a0%"],
    ["7|1", "50.0\u00a0%"],
    ["?", "–"],
  ]);
  bars.showNumber(Array(11).fill({ label: 4, candidates: [4], confidence: 0.9 }));
  assert.deepEqual(texts(), [], "too many for the card");
  bars.show(null);
  assert.equal(texts().length, 10);
});

test("a drawing that is no digit has no bars, and neither has no answer", () => {
  const refused = { candidates: [], probabilities: new Float32Array(10).fill(0.1) };
  for (const answer of [refused, undefined, null]) assert.deepEqual(shown(answer), { texts: Array(10).fill("–"), best: [] });
});
