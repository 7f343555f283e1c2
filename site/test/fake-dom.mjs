/**
 * As much of a document as the demo's small parts need, so that they can be tested in Node.
 */
import { after, before } from "node:test";

export class FakeElement extends EventTarget {
  /** @type {Record<string, string>} */
  attributes = {};
  /** @type {unknown[]} */
  children = [];
  /** @type {Set<string>} */
  classes = new Set();
  /** @type {Record<string, string>} */
  styles = {};
  /** @type {Record<string, string>} */
  dataset = {};
  hidden = false;
  disabled = false;
  open = false;
  value = "";
  selectedIndex = 0;

  classList = {
    toggle: (/** @type {string} */ name, /** @type {boolean} */ isOn) => (isOn ? this.classes.add(name) : this.classes.delete(name)),
  };
  style = { setProperty: (/** @type {string} */ name, /** @type {string} */ value) => (this.styles[name] = value) };

  constructor(tag = "div") {
    super();
    this.tag = tag;
  }

  /**
   * @param {string} name
   * @param {string} value
   */
  setAttribute(name, value) {
    this.attributes[name] = value;
  }

  /** The element that was given the focus last, in any test. */
  static focused = /** @type {FakeElement | null} */ (null);

  /** @param {string} name */
  getAttribute(name) {
    return this.attributes[name] ?? null;
  }

  focus() {
    FakeElement.focused = this;
  }

  /** Nothing moves. */
  animate() {}

  /** A canvas without a context, as browsers that are short of memory have it: nothing is drawn. */
  getContext() {
    return null;
  }

  /** @param {unknown[]} children */
  append(...children) {
    this.children.push(...children);
  }

  /** @param {unknown[]} children */
  prepend(...children) {
    this.children.unshift(...children);
  }

  /** @param {unknown[]} children */
  replaceChildren(...children) {
    this.children = children;
  }

  /** @returns {string} */
  get textContent() {
    return this.children.map((child) => (child instanceof FakeElement ? child.textContent : child)).join("");
  }

  set textContent(text) {
    this.children = [text];
  }

  /**
   * @param {string} tag
   * @returns {FakeElement[]} Its descendants with this tag.
   */
  all(tag) {
    const elements = this.children.filter((child) => child instanceof FakeElement);
    return elements.flatMap((child) => [...(child.tag === tag ? [child] : []), ...child.all(tag)]);
  }

  /** @param {string} tag */
  querySelectorAll(tag) {
    return this.all(tag);
  }

  /** @param {string} tag */
  querySelector(tag) {
    return this.all(tag)[0] ?? null;
  }

  get childElementCount() {
    return this.children.length;
  }

  /** @returns {any} For functions that want a real element. */
  get asElement() {
    return this;
  }
}

/**
 * @param {string} type
 * @param {object} [fields]  Of the event.
 */
export function event(type, fields = {}) {
  return Object.assign(new Event(type, { cancelable: true }), fields);
}

/**
 * Sets global variables for the tests of a file.
 *
 * @param {Record<string, unknown>} values
 */
export function withGlobals(values) {
  const given = Object.keys(values).map((name) => /** @type {const} */ ([name, Object.getOwnPropertyDescriptor(globalThis, name)]));
  before(() => {
    for (const [name, value] of Object.entries(values)) Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  });
  after(() => {
    for (const [name, descriptor] of given) {
      if (descriptor) Object.defineProperty(globalThis, name, descriptor);
      else Reflect.deleteProperty(globalThis, name);
    }
  });
}

/** @param {HTMLElement} root */
export const fakeOf = (root) => /** @type {FakeElement} */ (/** @type {unknown} */ (root));

/** @param {HTMLElement} root  Of a panel that can be folded. */
export function unfold(root) {
  fakeOf(root).open = true;
  root.dispatchEvent(event("toggle"));
}

export const fakeDocument = {
  createElement: (/** @type {string} */ tag) => new FakeElement(tag),
  createTextNode: () => new FakeElement("#text"),
};
