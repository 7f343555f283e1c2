import assert from "node:assert/strict";
import { test } from "node:test";
import { partsOfPicture, listenForPictures } from "../../src/input/image-input.js";
import { onePart } from "../../src/preprocessing/picture-number.js";
import { event, FakeElement, withGlobals } from "../fake-dom.mjs";

const page = new EventTarget();

/** Answers at once: with a grid, or with a sentence for a picture of type text/plain. */
class FakeWorker extends EventTarget {
  static started = 0;

  constructor() {
    super();
    FakeWorker.started++;
    this.say({ isReady: true });
  }

  /** @param {object} data */
  say(data) {
    queueMicrotask(() => this.dispatchEvent(Object.assign(new Event("message"), { data })));
  }

  /** @param {{id: number, picture: Blob}} message */
  postMessage({ id, picture }) {
    if (picture.type === "text/plain") this.say({ id, message: "That is no picture." });
    else this.say({ id, parts: onePart(Float64Array.of(picture.size)) });
  }
}
withGlobals({ document: page, Worker: FakeWorker });

test("pictures are read in one worker, each gets its own answer, and a sentence becomes an error", async () => {
  const [one, text, three] = ["1", "?", "333"].map((content) => new Blob([content], { type: content === "?" ? "text/plain" : "image/png" }));
  const refused = assert.rejects(partsOfPicture(text), { message: "That is no picture." });
  assert.deepEqual(await Promise.all([partsOfPicture(one), partsOfPicture(three)]), [onePart(Float64Array.of(1)), onePart(Float64Array.of(3))]);
  await refused;
  assert.equal(FakeWorker.started, 1);
});

test("a file of another kind that is dropped is read too, so that the visitor hears what is wrong with it", () => {
  const root = new FakeElement();
  /** @type {unknown[]} */
  const read = [];
  listenForPictures(root.asElement, (picture) => read.push(picture));
  const [pdf, untyped] = [{ type: "application/pdf" }, { type: "" }];
  for (const files of [[pdf], [untyped, pdf], []]) root.dispatchEvent(event("drop", { dataTransfer: { files } }));
  assert.deepEqual(read, [pdf, untyped]);
});

test("a picture that is dropped or pasted is read, before other files", () => {
  const root = new FakeElement();
  /** @type {unknown[]} */
  const read = [];
  listenForPictures(root.asElement, (picture) => read.push(picture));
  const [text, picture] = [{ type: "text/plain" }, { type: "image/png" }];
  const isLeftToBrowser = root.dispatchEvent(event("drop", { dataTransfer: { files: [text, picture] } }));
  assert.equal(isLeftToBrowser, false, "the browser would open the file");
  page.dispatchEvent(event("paste", { clipboardData: { files: [picture] } }));
  page.dispatchEvent(event("paste", { clipboardData: { files: [text] } }));
  page.dispatchEvent(event("paste", { clipboardData: null }));
  assert.deepEqual(read, [picture, picture]);
});
