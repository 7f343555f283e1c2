/**
 * Texts that follow the language of the page.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { element } from "../../src/view/dom.js";
import { present } from "../../src/words/format.js";
import { show, showIn, t } from "../../src/words/words.js";
import { fakeDocument, fakeOf, withGlobals } from "../fake-dom.mjs";

withGlobals({ document: fakeDocument });

/** @param {Record<string, string>} dictionary */
function speak(dictionary) {
  Object.assign(present, { language: "de", dictionary });
  for (const again of present.again) again();
  Object.assign(present, { language: "en", dictionary: {} });
}

test("an element made with words has them in the next language, in its text and its attributes", () => {
  const button = element("button", { title: t("Undo"), class: "small" }, t("Undo"), element("kbd", {}, "Z"));
  assert.equal(button.textContent, "UndoZ");
  speak({ Undo: "Zurück" });
  assert.equal(button.textContent, "ZurückZ");
  assert.deepEqual(fakeOf(button).attributes, { title: "Zurück", class: "small" });
});

test("what was shown last counts", () => {
  const line = element("p", {}, "");
  show(line, t("Ready."));
  show(line, t("Done."));
  showIn(line, "aria-label", t("Ready."));
  showIn(line, "aria-label", "7");
  speak({ "Ready.": "Bereit.", "Done.": "Fertig." });
  assert.equal(line.textContent, "Fertig.");
  assert.equal(fakeOf(line).attributes["aria-label"], "7");
});

test("what other code has put there since stays", () => {
  const line = element("p");
  show(line, t("Ready."));
  line.textContent = "";
  speak({ "Ready.": "Bereit." });
  assert.equal(line.textContent, "");
});

test("many texts that come and go are not kept for ever", () => {
  for (let i = 0; i < 5000; i++) show(element("p"), t("Ready."));
  speak({ "Ready.": "Bereit." });
});
