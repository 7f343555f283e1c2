import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createRecogniser } from "../../src/index.js";
import { readNumber } from "../../src/preprocessing/number-reader.js";
import { digits, temporaryFolder, writeModel } from "../fixture.mjs";

/** @type {import("../../src/index.js").Recogniser} */
let recogniser;
before(async () => (recogniser = await createRecogniser({ model: await writeModel(await temporaryFolder(), { refuses: true }) })));
after(() => recogniser.dispose());

/**
 * Digits side by side, each as its example is drawn.
 *
 * @param {number[]} wanted
 * @param {number} [apart]  Distance of neighbours, in widths of a digit.
 */
const row = (wanted, apart = 0.8) =>
  wanted.flatMap((digit, place) => digits[digit].map((stroke) => stroke.map(({ x, y }) => ({ x: (x + place * apart) / wanted.length, y: y / wanted.length }))));

/** @param {import("../../src/input/stroke-history.js").Drawing} strokes */
const labels = async (strokes) => (await readNumber(recogniser, strokes)).map(({ answer }) => answer.label);

test("digits side by side are read one by one, and the strokes of one digit stay together", async () => {
  assert.deepEqual(await labels(row([2, 0, 2, 6])), [2, 0, 2, 6]);
  assert.deepEqual(await labels(row([4, 7, 5])), [4, 7, 5]);
});

test("the order of drawing does not matter", async () => {
  const strokes = row([4, 1, 9]);
  assert.deepEqual(await labels([...strokes].reverse()), [4, 1, 9]);
});

test("a single digit is a number of one", async () => {
  for (const digit of digits.keys()) assert.deepEqual(await labels(digits[digit]), [digit]);
});

test("a drawing without ink has no digits", async () => {
  assert.deepEqual(await readNumber(recogniser, []), []);
  assert.deepEqual(await readNumber(recogniser, [[]]), []);
});

test("what is not a digit is refused, and is listed with the digits", async () => {
  const dot = [{ x: 1.6, y: 0.1 }];
  const pieces = await readNumber(recogniser, [...row([3, 8]), dot]);
  assert.deepEqual(
    pieces.map(({ answer }) => answer.verdict),
    ["digit", "digit", "not a digit"],
  );
});

test("a scribble of many strokes is read as one digit", async () => {
  const strokes = Array.from({ length: 40 }, (_, i) => [
    { x: i / 40, y: 0 },
    { x: 1 - i / 40, y: 1 },
  ]);
  assert.equal((await readNumber(recogniser, strokes)).length, 1);
});
