import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Hand, handAsText, parseHand } from "../../src/app/corrections.js";
import { digits } from "../fixture.mjs";

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
