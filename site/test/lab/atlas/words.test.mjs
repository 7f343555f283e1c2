import assert from "node:assert/strict";
import { test } from "node:test";
import { groupsOf, LIGHT, setOf, STEPS } from "../../../src/lab/atlas/colours.js";
import { answerWords } from "../../../src/lab/atlas/own-drawing.js";
import { listed } from "../../../src/lab/atlas/panels/list.js";
import { imageIn, imageWords, percentOf } from "../../../src/lab/atlas/words.js";

const ATLAS = {
  count: 3,
  x: new Float64Array(3),
  y: new Float64Array(3),
  labels: Uint8Array.from([4, 4, 7]),
  answers: Uint8Array.from([9, 4, 2]),
  confidences: Float64Array.from([0.62, 1, 0.4]),
  misread: [0, 2],
};

test("an image is told with its label, the answer and how sure it is", () => {
  assert.equal(`${imageWords(ATLAS, 0)}`, "Test image 0: 4, read as 9 (62\u00a0%).");
  assert.equal(`${imageWords(ATLAS, 1)}`, "Test image 1: 4, read right (over 99\u00a0%).");
  assert.equal(`${percentOf(253 / 255)}`, "99\u00a0%");
});

test("the address names an image of the map, and nothing else", () => {
  assert.equal(imageIn("#image-2", 3), 2);
  for (const fragment of ["#image-3", "#image--1", "#image-", "#2", "", "#image-1e3"]) assert.equal(imageIn(fragment, 3), null, fragment);
});

test("lists begin with the least sure image", () => {
  assert.deepEqual(listed(ATLAS, "misread"), [2, 0]);
  assert.deepEqual(listed(ATLAS, "4"), [0, 1]);
});

test("each image has a colour of its set, and each colour has words", () => {
  for (const colouring of /** @type {const} */ (["label", "answer", "confidence"])) {
    const { colours, words } = setOf(LIGHT, colouring);
    assert.equal(colours.length, words.length);
    assert.ok([...groupsOf(ATLAS, colouring)].every((group) => group < colours.length));
  }
  assert.deepEqual([...groupsOf(ATLAS, "confidence")], [1, STEPS.length - 1, 0]);
});

test("what the network says of a drawing is a sentence for each verdict", () => {
  assert.equal(`${answerWords({ verdict: "digit", candidates: [3], confidence: 0.9 })}`, "The network says: 3 (90\u00a0%).");
  assert.equal(`${answerWords({ verdict: "unsure", candidates: [4, 9], confidence: 0.5 })}`, "The network says: 4 or 9.");
  assert.equal(`${answerWords({ verdict: "not a digit", candidates: [], confidence: 0.5 })}`, "The network says: not a digit.");
});
