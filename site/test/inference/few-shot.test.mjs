import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Hand, handAsText, parseHand } from "../../src/app/corrections.js";
import { createRecogniser } from "../../src/index.js";
import { recall, unit } from "../../src/inference/few-shot.js";
import { digits, temporaryFolder, writeModel } from "../fixture.mjs";

const answer = Float32Array.of(0, 0.6, 0, 0, 0.1, 0, 0, 0.2, 0, 0, 0.1);

test("a drawing just like a lesson is read as the lesson says, one unlike it as before", () => {
  const lessons = [{ label: 7, features: Float32Array.of(1, 0) }];
  assert.equal(recall(answer, Float32Array.of(1, 0), lessons).indexOf(Math.max(...recall(answer, Float32Array.of(1, 0), lessons))), 7);
  recall(answer, Float32Array.of(0, 1), lessons).forEach((value, i) => assert.ok(Math.abs(value - answer[i]) < 1e-6));
  assert.deepEqual(recall(answer, Float32Array.of(1, 0), []), answer);
});

test("what is recalled are still probabilities", () => {
  const taught = recall(answer, unit(Float32Array.of(3, 4)), [{ label: 0, features: unit(Float32Array.of(3, 4.1)) }]);
  assert.ok(Math.abs(taught.reduce((a, b) => a + b) - 1) < 1e-6);
  assert.deepEqual(unit(Float32Array.of(0, 0)), Float32Array.of(0, 0));
});

test("a recogniser that was taught reads such a drawing so, the others as before, and forgets", async () => {
  for (const refuses of [false, true]) {
    const recogniser = await createRecogniser({ model: await writeModel(await temporaryFolder(), { refuses }) });
    // Of the fixture the last layer sees pixels: the lesson changes what looks like it, and little else.
    await recogniser.teach([{ label: 2, strokes: digits[5] }]);
    assert.equal((await recogniser.recognise(digits[5])).label, 2);
    for (const digit of [0, 1, 2, 4, 7]) assert.equal((await recogniser.recognise(digits[digit])).label, digit);
    await recogniser.teach([]);
    assert.equal((await recogniser.recognise(digits[5])).label, 5);
    await recogniser.teach([{ label: 3, strokes: [] }]);
    assert.equal((await recogniser.recognise([])).verdict, "blank");
    recogniser.dispose();
  }
});

test("a hand survives its storage and its file", () => {
  /** @type {Map<string, string>} */
  const kept = new Map();
  const storage = /** @type {Storage} */ (/** @type {unknown} */ ({ getItem: (/** @type {string} */ key) => kept.get(key) ?? null, setItem: (/** @type {string} */ key, /** @type {string} */ value) => kept.set(key, value), removeItem: (/** @type {string} */ key) => kept.delete(key) }));
  new Hand(storage).remember({ label: 7, strokes: digits[7] });
  assert.deepEqual(new Hand(storage).corrections, [{ label: 7, strokes: digits[7] }]);
  assert.deepEqual(parseHand(handAsText(new Hand(storage).corrections)), [{ label: 7, strokes: digits[7] }]);
  new Hand(storage).forget();
  assert.deepEqual([new Hand(storage).corrections, kept.size], [[], 0]);
});

test("where storage is denied or holds rubbish a hand is empty, and lasts as long as the page", () => {
  const denied = /** @type {Storage} */ (/** @type {unknown} */ ({ getItem() { throw new Error("denied"); }, setItem() { throw new Error("denied"); } }));
  const hand = new Hand(denied);
  hand.remember({ label: 1, strokes: digits[1] });
  assert.equal(hand.corrections.length, 1);
  assert.deepEqual(new Hand(/** @type {Storage} */ (/** @type {unknown} */ ({ getItem: () => "{" }))).corrections, []);
});

test("two pages of one device learn together, and a drawing too long to keep is refused", () => {
  /** @type {Map<string, string>} */
  const kept = new Map();
  const storage = /** @type {Storage} */ (/** @type {unknown} */ ({ getItem: (/** @type {string} */ key) => kept.get(key) ?? null, setItem: (/** @type {string} */ key, /** @type {string} */ value) => kept.set(key, value) }));
  const [one, other] = [new Hand(storage), new Hand(storage)];
  one.remember({ label: 1, strokes: digits[1] });
  other.remember({ label: 2, strokes: digits[2] });
  assert.deepEqual(new Hand(storage).corrections.map(({ label }) => label), [1, 2]);
  const endless = [Array.from({ length: 6000 }, () => ({ x: 0.5, y: 0.5 }))];
  assert.throws(() => one.remember({ label: 3, strokes: endless }), /too many points/);
  assert.equal(new Hand(storage).corrections.length, 2);
});

test("what one page forgot does not come back from another, and what could not be stored is not lost", () => {
  /** @type {Map<string, string>} */
  const kept = new Map();
  let full = false;
  const storage = /** @type {Storage} */ (
    /** @type {unknown} */ ({
      getItem: (/** @type {string} */ key) => kept.get(key) ?? null,
      setItem(/** @type {string} */ key, /** @type {string} */ value) {
        if (full) throw new Error("full");
        kept.set(key, value);
      },
      removeItem: (/** @type {string} */ key) => kept.delete(key),
    })
  );
  const labels = (/** @type {Hand} */ hand) => hand.corrections.map(({ label }) => label);
  const lesson = (/** @type {number} */ label) => ({ label, strokes: digits[label] });
  new Hand(storage).remember(lesson(1), lesson(2));
  const [one, other] = [new Hand(storage), new Hand(storage)];
  other.forget();
  one.remember(lesson(3));
  assert.deepEqual(labels(one), [3]);
  one.remember(lesson(4));
  one.forget(one.corrections[0]);
  assert.deepEqual([labels(one), labels(new Hand(storage))], [[4], [4]]);
  full = true;
  one.remember(lesson(5));
  full = false;
  one.remember(lesson(6));
  assert.deepEqual([labels(one), labels(new Hand(storage))], [[4, 5, 6], [4, 5, 6]]);
});

test("any other text is refused in a sentence", () => {
  const good = { label: 1, strokes: [[{ x: 0, y: 0 }]] };
  const bad = [{ ...good, label: 10 }, { ...good, label: "1" }, { ...good, strokes: [] }, { ...good, strokes: [[{ x: 2, y: 0 }]] }, { ...good, strokes: [[null]] }, null];
  for (const text of ["", "[]", "{}", ...bad.map((one) => JSON.stringify({ corrections: [one] }))]) assert.throws(() => parseHand(text), /no corrections of Inkling/);
  fc.assert(fc.property(fc.jsonValue(), (value) => {
    try {
      assert.ok(Array.isArray(parseHand(JSON.stringify({ corrections: value }))));
    } catch (error) {
      assert.match(String(error), /no corrections of Inkling/);
    }
  }));
});
