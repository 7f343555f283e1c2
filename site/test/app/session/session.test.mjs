import assert from "node:assert/strict";
import { test } from "node:test";
import { keepSession, readSession } from "../../../src/app/session/session.js";
import { digits } from "../../fixture.mjs";

const NOTHING = { drawing: [], model: "", open: [] };

function storageOf() {
  /** @type {Map<string, string>} */
  const kept = new Map();
  const storage = /** @type {Storage} */ (
    /** @type {unknown} */ ({
      getItem: (/** @type {string} */ key) => kept.get(key) ?? null,
      setItem: (/** @type {string} */ key, /** @type {string} */ value) => kept.set(key, value),
      removeItem: (/** @type {string} */ key) => kept.delete(key),
    })
  );
  return { kept, storage: () => storage };
}

test("drawing, model and open panels are there again", () => {
  const { storage } = storageOf();
  const session = { drawing: digits[4], model: "convnet", open: ["Why this answer"] };
  keepSession(session, storage);
  assert.deepEqual(readSession(storage), session);
});

test("what is as at a first visit leaves nothing in the storage", () => {
  const { kept, storage } = storageOf();
  keepSession({ ...NOTHING, drawing: digits[4] }, storage);
  keepSession(NOTHING, storage);
  assert.equal(kept.size, 0);
  assert.deepEqual(readSession(storage), NOTHING);
});

test("a storage that is denied, or that holds something else, is a first visit", () => {
  const denied = () => {
    throw new DOMException("Denied.", "SecurityError");
  };
  keepSession({ ...NOTHING, drawing: digits[4] }, denied);
  assert.deepEqual(readSession(denied), NOTHING);
  for (const text of ["{", "null", "[]", JSON.stringify({ drawing: [[{ x: 7, y: 0 }]], model: 3, open: [4] })]) {
    const { kept, storage } = storageOf();
    kept.set("inkling-session", text);
    assert.deepEqual(readSession(storage), NOTHING, text);
  }
});
