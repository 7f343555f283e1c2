import assert from "node:assert/strict";
import { test } from "node:test";
import { bestOf, imagesOf, misreadBy, misreadByAll, rankedOf } from "../../../src/lab/errors/lists.js";
import { shadeOf, targetOf } from "../../../src/lab/errors/matrix-keys.js";
import { countWords, headingOf, percentShort, unseenWords } from "../../../src/lab/errors/words.js";

/**
 * @param {[label: number, answer: number, share: number][]} images  What is left of the probability belongs to the label, or to 0.
 * @returns {import("../../../src/lab/errors/answers-file.js").Answers}
 */
function answersOf(images) {
  const shares = images.flatMap(([label, answer, share]) => {
    const row = new Array(10).fill(0);
    row[answer === label ? 0 : label] = 255 - share;
    row[answer] = share;
    return row;
  });
  return {
    labels: Uint8Array.from(images, ([label]) => label),
    answers: Uint8Array.from(images, ([, answer]) => answer),
    shares: Uint8Array.from(shares),
  };
}

const ONE = answersOf([
  [4, 9, 150],
  [4, 4, 255],
  [4, 9, 250],
  [4, 4, 140],
  [7, 2, 200],
]);
const OTHER = answersOf([
  [4, 4, 200],
  [4, 4, 255],
  [4, 7, 250],
  [4, 9, 140],
  [7, 2, 200],
]);

test("a cell has its images: errors with the surest first, right answers with the least sure first", () => {
  assert.deepEqual(imagesOf(ONE, { label: 4, answer: 9 }), [2, 0]);
  assert.deepEqual(imagesOf(ONE, { label: 4, answer: 4 }), [3, 1]);
  assert.deepEqual(imagesOf(ONE, { label: 0, answer: 9 }), []);
});

test("what a model misreads begins with its surest answer", () => {
  const misread = misreadBy(ONE);
  assert.deepEqual([...misread].sort(), [0, 2, 4]);
  const sure = misread.map((image) => Math.max(...rankedOf(ONE, image).probabilities));
  assert.deepEqual(
    sure,
    [...sure].sort((a, b) => b - a),
  );
});

test("what all models misread counts whatever they read instead", () => {
  assert.deepEqual(misreadByAll([ONE, OTHER]), [2, 4]);
  assert.deepEqual(misreadByAll([ONE]), [0, 2, 4]);
});

test("the best models are those that read 99 of 100 images right", () => {
  const model = (/** @type {number} */ errors) => {
    const mnist = Array.from({ length: 10 }, (_, label) => Array.from({ length: 10 }, (_, answer) => (label === answer ? 10 : 0)));
    mnist[4][4] -= errors;
    mnist[4][9] += errors;
    return { name: `${errors}`, title: "", answers: null, confusions: { mnist } };
  };
  assert.deepEqual(
    bestOf([model(0), model(1), model(2)]).map(({ name }) => name),
    ["0", "1"],
  );
});

test("of two equal probabilities the model's own answer stays the first", () => {
  const tie = answersOf([[3, 8, 127]]);
  tie.shares[3] = 127;
  const { answer, next, probabilities } = rankedOf(tie, 0);
  assert.deepEqual([answer, next, probabilities[8]], [8, 3, 127 / 255]);
});

test("arrow keys stay in the matrix, and other keys mean nothing there", () => {
  const pressed = (/** @type {number} */ from, /** @type {string} */ key, more = {}) =>
    targetOf(from, { key, ctrlKey: false, altKey: false, metaKey: false, ...more });
  assert.equal(pressed(49, "ArrowLeft"), 48);
  assert.equal(pressed(49, "ArrowRight"), 49);
  assert.equal(pressed(49, "ArrowDown"), 59);
  assert.equal(pressed(9, "ArrowUp"), 9);
  assert.equal(pressed(49, "Home"), 40);
  assert.equal(pressed(41, "End"), 49);
  assert.equal(pressed(41, "End", { ctrlKey: true }), 99);
  assert.equal(pressed(41, "ArrowUp", { altKey: true }), null);
  assert.equal(pressed(41, "a"), null);
  assert.equal(pressed(-1, "ArrowUp"), null);
});

test("more errors have a darker shade", () => {
  assert.deepEqual([0, 1, 3, 9, 1000].map(shadeOf), [0, 1, 2, 3, 4]);
});

test("a cell is told in a sentence: of test images, of drawings, of none", () => {
  const row = [0, 0, 13, 3, 0, 0, 0, 348, 0, 0];
  const confusions = { mnist: Array.from({ length: 10 }, () => row), "pens.tes": Array.from({ length: 10 }, () => row) };
  const model = { name: "inkling", title: "Inkling", answers: null, confusions };
  const mnist = { file: "mnist", title: "MNIST, test images", role: "test", images: 10_000 };
  const pens = { file: "pens.tes", title: "Pens", role: "test", images: 3 };
  assert.equal(`${countWords(model, mnist, { label: 7, answer: 2 })}`, "Of 364 test images with the label 7, Inkling reads 13 as 2.");
  assert.equal(`${countWords(model, pens, { label: 7, answer: 7 })}`, "Of 364 drawings of a 7 in pens.tes, Inkling reads 348 right.");
  assert.equal(`${countWords(model, pens, { label: 7, answer: 0 })}`, "Of 364 drawings of a 7 in pens.tes, Inkling reads 0 as 0.");
  assert.match(`${unseenWords(pens)}`, /nobody looks at the drawings/);
  assert.match(`${unseenWords({ ...pens, role: "development" })}`, /are not published/);
  assert.deepEqual([headingOf({ label: 4, answer: 9 }), headingOf({ label: 4, answer: 4 })].map(String), ["4 read as 9", "4 read right"]);
});

test("percentages are short, and names make a sentence", () => {
  assert.deepEqual([1, 254 / 255, 253 / 255, 0.5, 0].map(percentShort), [">99", ">99", "99", "50", "0"]);
});
