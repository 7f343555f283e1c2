import assert from "node:assert/strict";
import { test } from "node:test";
import { noticePanel } from "../../../src/app/panels/notice.js";
import { fakeDocument, fakeOf, withGlobals } from "../../fake-dom.mjs";

withGlobals({ document: fakeDocument });

test("what was done last is said once, and stays until something else is", () => {
  const panel = noticePanel();
  const say = (/** @type {object} */ notice) => panel.update(/** @type {any} */ ({ notice }));
  const copied = { text: "The link is copied." };
  say(copied);
  assert.equal(fakeOf(panel.root).textContent, "The link is copied.");
  fakeOf(panel.root).textContent = "";
  say(copied);
  assert.equal(fakeOf(panel.root).textContent, "");
});
