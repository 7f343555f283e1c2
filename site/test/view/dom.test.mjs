import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { element } from "../../src/view/dom.js";

/** As much of a document as the function needs. */
class FakeElement {
  /** @type {Record<string, string>} */
  attributes = {};
  /** @type {unknown[]} */
  children = [];

  /** @param {string} tag */
  constructor(tag) {
    this.tag = tag;
  }

  /**
   * @param {string} name
   * @param {string} value
   */
  setAttribute(name, value) {
    this.attributes[name] = value;
  }

  /** @param {unknown[]} children */
  append(...children) {
    this.children.push(...children);
  }
}

const given = globalThis.document;
before(() => Object.assign(globalThis, { document: { createElement: (/** @type {string} */ tag) => new FakeElement(tag) } }));
after(() => Object.assign(globalThis, { document: given }));

test("an element has its attributes and its children, in their order", () => {
  const inner = element("b", {}, "bold");
  const made = /** @type {FakeElement} */ (/** @type {unknown} */ (element("p", { class: "note", hidden: "" }, "some ", inner)));
  assert.deepEqual([made.tag, made.attributes, made.children], ["p", { class: "note", hidden: "" }, ["some ", inner]]);
});

test("attributes and children may be left out", () => {
  const made = /** @type {FakeElement} */ (/** @type {unknown} */ (element("canvas")));
  assert.deepEqual([made.tag, made.attributes, made.children], ["canvas", {}, []]);
});
