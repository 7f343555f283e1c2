/**
 * Which language a visitor gets.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { languageFor } from "../../src/words/languages.js";
import { remember } from "../../src/words/remembered.js";

const denied = () => {
  throw new Error("denied");
};

/** @param {[string, string][]} kept */
function storage(...kept) {
  const all = new Map(kept);
  return () => ({ getItem: (/** @type {string} */ name) => all.get(name) ?? null, setItem: all.set.bind(all) });
}

test("the first language that the visitor wants and the page has is the one", () => {
  assert.equal(languageFor(["de-CH", "en"], storage()), "de");
  assert.equal(languageFor(["nl", "pt-BR", "en"], storage()), "pt");
  assert.equal(languageFor(["zh-Hant-TW"], storage()), "zh");
  assert.equal(languageFor(["en-GB", "de"], storage()), "en");
});

test("without any, or without a storage, it is English", () => {
  assert.equal(languageFor([], denied), "en");
  assert.equal(languageFor(["nl", "constructor", "toString"], denied), "en");
});

test("what was chosen counts more, and nonsense in the storage does not", () => {
  const place = storage();
  remember("ja", place);
  assert.equal(languageFor(["de"], place), "ja");
  assert.equal(languageFor(["de"], storage(["inkling-language", "xx"])), "de");
  remember("ja", denied);
});
