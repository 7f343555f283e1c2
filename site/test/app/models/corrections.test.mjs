import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Corrections, correctionsAsText, parseCorrections } from "../../../src/app/models/corrections.js";
import { digits } from "../../fixture.mjs";

/** A browser's storage, which may be full. */
function fakeStorage() {
  /** @type {Map<string, string>} */
  const kept = new Map();
  const storage = {
    kept,
    isFull: false,
    getItem: (/** @type {string} */ key) => kept.get(key) ?? null,
    setItem(/** @type {string} */ key, /** @type {string} */ value) {
      if (storage.isFull) throw new Error("full");
      kept.set(key, value);
    },
    removeItem: (/** @type {string} */ key) => kept.delete(key),
  };
  return storage;
}

/** @param {object} storage */
const correctionsIn = (storage) => new Corrections(/** @type {Storage} */ (storage));

/** @param {Corrections} corrections */
const labels = ({ all }) => all.map(({ label }) => label);

/** @param {number} label */
const correction = (label) => ({ label, strokes: digits[label] });

test("corrections can be read back from the storage and from a file", () => {
  const storage = fakeStorage();
  correctionsIn(storage).remember(correction(7));
  assert.deepEqual(correctionsIn(storage).all, [correction(7)]);
  assert.deepEqual(parseCorrections(correctionsAsText(correctionsIn(storage).all)), [correction(7)]);
  correctionsIn(storage).forget();
  assert.deepEqual([correctionsIn(storage).all, storage.kept.size], [[], 0]);
});

test("they stay under the name that visitors have them under", () => {
  const storage = fakeStorage();
  correctionsIn(storage).remember(correction(7));
  assert.deepEqual([...storage.kept.keys()], ["inkling-hand"]);
});

test("where the storage is denied or missing, corrections last as long as the page", () => {
  const denied = () => {
    throw new Error("denied");
  };
  for (const storage of [{ getItem: denied, setItem: denied, removeItem: denied }, null]) {
    const corrections = new Corrections(/** @type {Storage | null} */ (storage));
    corrections.remember(correction(1));
    corrections.remember(correction(2));
    assert.deepEqual(labels(corrections), [1, 2]);
    corrections.forget();
    assert.deepEqual(labels(corrections), []);
  }
});

test("where the storage holds something else there are no corrections", () => {
  assert.deepEqual(correctionsIn({ getItem: () => "{" }).all, []);
});

test("two pages of one device learn together", () => {
  const storage = fakeStorage();
  const [one, other] = [correctionsIn(storage), correctionsIn(storage)];
  one.remember(correction(1));
  other.remember(correction(2));
  assert.deepEqual(labels(correctionsIn(storage)), [1, 2]);
});

test("a drawing with too many points is refused, and the others stay", () => {
  const storage = fakeStorage();
  const corrections = correctionsIn(storage);
  corrections.remember(correction(1), correction(2));
  const long = [Array.from({ length: 6000 }, () => ({ x: 0.5, y: 0.5 }))];
  assert.throws(() => corrections.remember({ label: 3, strokes: long }), /too many points/);
  assert.deepEqual(labels(correctionsIn(storage)), [1, 2]);
});

test("the oldest corrections are dropped when there are too many", () => {
  const corrections = correctionsIn(fakeStorage());
  corrections.remember(correction(1), ...Array.from({ length: 200 }, () => correction(2)));
  assert.deepEqual([labels(corrections).length, labels(corrections)[0]], [200, 2]);
});

test("what one page forgot does not come back from another", () => {
  const storage = fakeStorage();
  correctionsIn(storage).remember(correction(1), correction(2));
  const [one, other] = [correctionsIn(storage), correctionsIn(storage)];
  other.forget();
  one.remember(correction(3));
  assert.deepEqual(labels(one), [3]);
  one.remember(correction(4));
  one.forget(one.all[0]);
  assert.deepEqual([labels(one), labels(correctionsIn(storage))], [[4], [4]]);
});

test("what could not be stored is not lost, and is stored with the next change", () => {
  const storage = fakeStorage();
  const corrections = correctionsIn(storage);
  corrections.remember(correction(4));
  storage.isFull = true;
  corrections.remember(correction(5));
  storage.isFull = false;
  corrections.remember(correction(6));
  assert.deepEqual(
    [labels(corrections), labels(correctionsIn(storage))],
    [
      [4, 5, 6],
      [4, 5, 6],
    ],
  );
});

test("any other text is refused with a sentence", () => {
  const good = { label: 1, strokes: [[{ x: 0, y: 0 }]] };
  const strokes = [[], [[{ x: 2, y: 0 }]], [[null]]].map((bad) => ({ ...good, strokes: bad }));
  const bad = [{ ...good, label: 10 }, { ...good, label: "1" }, ...strokes, null];
  for (const text of ["", "[]", "{}", "null", ...bad.map((one) => JSON.stringify({ corrections: [one] }))]) {
    assert.throws(() => parseCorrections(text), /no corrections? of Inkling/);
  }
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      try {
        assert.ok(Array.isArray(parseCorrections(JSON.stringify({ corrections: value }))));
      } catch (error) {
        assert.match(String(error), /no corrections? of Inkling/);
      }
    }),
  );
});

test("one bad entry of a file is named, and of a file of many none is cut off without a word", () => {
  const entries = [...Array.from({ length: 500 }, () => correction(2))];
  assert.equal(parseCorrections(JSON.stringify({ corrections: entries })).length, 500);
  assert.equal(correctionsIn(fakeStorage()).remember(...entries), 300);
  assert.throws(() => parseCorrections(JSON.stringify({ corrections: [correction(1), { label: 11 }] })), /number 2 of 2 is no correction of Inkling/);
});

test("what is only in this page counts as not stored", () => {
  const full = Object.assign(fakeStorage(), { isFull: true });
  for (const storage of [full, null]) {
    const corrections = new Corrections(/** @type {any} */ (storage));
    corrections.remember(correction(1));
    assert.equal(corrections.isStored, false);
  }
});

test("a page follows what another page of the site forgets", (t) => {
  const window = new EventTarget();
  Object.assign(globalThis, { window });
  t.after(() => Reflect.deleteProperty(globalThis, "window"));
  const storage = fakeStorage();
  const [one, other] = [correctionsIn(storage), correctionsIn(storage)];
  let changes = 0;
  const controller = new AbortController();
  one.listen(() => changes++, controller.signal);
  const announce = (/** @type {string} */ key) => window.dispatchEvent(Object.assign(new Event("storage"), { key }));
  other.remember(correction(4));
  announce("inkling-hand");
  assert.deepEqual([labels(one), changes], [[4], 1]);
  other.forget();
  announce("something");
  assert.deepEqual([labels(one), changes], [[4], 1]);
  announce("inkling-hand");
  assert.deepEqual([labels(one), changes], [[], 2]);
  controller.abort();
  announce("inkling-hand");
  assert.equal(changes, 2);
});
