import assert from "node:assert/strict";
import { test } from "node:test";
import { numberInWords, refusalWords, surenessWords } from "../../../src/app/panels/parts/number-words.js";

const digit = { verdict: "digit", label: 2, confidence: 0.9, candidates: [2], mark: null };

test("a number in words names doubt, and counts no signs", () => {
  const unsure = { ...digit, verdict: "unsure", label: 4, candidates: [4, 9] };
  const pieces = /** @type {any} */ ([unsure, { mark: "." }, digit]);
  assert.equal(`${numberInWords(pieces)}`, "2 digits: 4 or 9, 2\u00a090.0\u00a0%");
  assert.equal(`${numberInWords([/** @type {any} */ (digit)])}`, "1 digit: 2\u00a090.0\u00a0%");
});

test("a refused drawing of many strokes, or one that is wide, gets a reason", () => {
  const line = (/** @type {number} */ x) => [
    { x, y: 0 },
    { x, y: 1 },
  ];
  assert.match(`${refusalWords(Array.from({ length: 25 }, (_, i) => line(i)))}`, /24/);
  assert.match(`${refusalWords([[...line(0), ...line(1.2)]])}`, /More than one/);
  assert.equal(`${refusalWords([line(0)])}`, "Not a digit, I think");
  assert.equal(`${refusalWords([])}`, "Not a digit, I think");
});

test("two ones that look like an N get a hint, and a V gets none", () => {
  const stroke = (/** @type {number[][]} */ ...points) => points.map(([x, y]) => ({ x, y }));
  assert.match(`${refusalWords([stroke([0.24, 0.26], [0.22, 0.76], [0.54, 0.26], [0.52, 0.76])])}`, /More than one/);
  assert.equal(`${refusalWords([stroke([0.3, 0.2], [0.5, 0.8], [0.7, 0.2])])}`, "Not a digit, I think");
});

test("a drawing of too many strokes for a number gets a hint whatever it is read as", () => {
  const stroke = [{ x: 0, y: 0 }];
  const said = (/** @type {number} */ count) => [0.9, null].map((confidence) => `${surenessWords(confidence, Array(count).fill(stroke))}`);
  for (const words of said(25)) assert.match(words, /: more than 24 strokes are read as one digit$/);
  assert.deepEqual(said(24), ["90.0\u00a0% sure", "Not sure which"]);
});
