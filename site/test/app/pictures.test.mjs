import assert from "node:assert/strict";
import { test } from "node:test";
import { createPictures } from "../../src/app/pictures.js";
import { State } from "../../src/app/state.js";
import { onePart } from "../../src/preprocessing/picture-number.js";
import { digits } from "../fixture.mjs";

const grid = (/** @type {number} */ ink) => new Float64Array(784).fill(ink);
const parts = (/** @type {number} */ ink) => onePart(grid(ink));

/** Pictures that are read when the test says so. */
function pictures() {
  const state = new State(() => {});
  /** @type {{resolve: (parts: import("../../src/preprocessing/picture-parts.js").PictureParts | null) => void, reject: (error: Error) => void}[]} */
  const reads = [];
  const read = () => new Promise((resolve, reject) => reads.push({ resolve, reject }));
  const nextTestImage = async () => ({ index: 42, label: 7, grid: grid(0.7) });
  return { state, reads, pictures: createPictures(state, nextTestImage, read), blob: new Blob() };
}

test("a picture comes to the pad in place of the drawing", async () => {
  const {
    state,
    reads,
    pictures: { read },
    blob,
  } = pictures();
  state.strokes.replace(digits[3]);
  state.edited();
  const reading = read(blob);
  reads[0].resolve(parts(0.5));
  await reading;
  assert.deepEqual([state.picture, state.drawing], [parts(0.5), []]);
  assert.match(`${state.notice.text}`, /found in the picture/);
});

test("a test image says which one it is and its label", async () => {
  const {
    state,
    pictures: { tryTestImage },
  } = pictures();
  await tryTestImage();
  assert.deepEqual([state.picture, `${state.notice.text}`], [parts(0.7), "Test image 42 of MNIST, its label is 7."]);
});

test("a picture that is read late does not replace what was drawn meanwhile", async () => {
  const {
    state,
    reads,
    pictures: { read },
    blob,
  } = pictures();
  const reading = read(blob);
  state.strokes.replace(digits[3]);
  state.edited();
  reads[0].resolve(parts(0.5));
  await reading;
  assert.deepEqual([state.picture, state.drawing, state.notice.text], [null, digits[3], ""]);
});

test("of two pictures the one that was chosen last is shown, whichever is read first", async () => {
  for (const order of [
    [0, 1],
    [1, 0],
  ]) {
    const {
      state,
      reads,
      pictures: { read },
      blob,
    } = pictures();
    const readings = [read(blob), read(blob)];
    for (const i of order) {
      reads[i].resolve(parts((i + 1) / 10));
      await readings[i];
    }
    assert.deepEqual(state.picture, parts(0.2), `${order}`);
  }
});

test("a replay ends when a picture is chosen, so that its end does not count as a drawing", async () => {
  const {
    state,
    reads,
    pictures: { read },
    blob,
  } = pictures();
  state.strokes.replace(digits[3]);
  let stops = 0;
  state.showPart([], () => stops++);
  const reading = read(blob);
  assert.deepEqual([state.replay, stops], [null, 1]);
  reads[0].resolve(parts(0.5));
  await reading;
  assert.deepEqual(state.picture, parts(0.5));
});

test("what cannot be read, or shows nothing, is said in a sentence and changes nothing", async () => {
  const {
    state,
    reads,
    pictures: { read },
    blob,
  } = pictures();
  state.strokes.replace(digits[3]);
  state.edited();
  const failing = read(blob);
  reads[0].reject(new Error("That is no picture."));
  await failing;
  assert.deepEqual([state.drawing, `${state.notice.text}`], [digits[3], "That is no picture."]);
  const empty = read(blob);
  reads[1].resolve(null);
  await empty;
  assert.deepEqual([state.drawing, `${state.notice.text}`], [digits[3], "There is nothing to see in that picture."]);
});

test("a failure that comes late is not mentioned", async () => {
  const {
    state,
    reads,
    pictures: { read },
    blob,
  } = pictures();
  const reading = read(blob);
  state.edited();
  reads[0].reject(new Error("That is no picture."));
  await reading;
  assert.equal(state.notice.text, "");
});
