/**
 * Texts on the page that follow the language: each is remembered with the words that it shows.
 *
 * @typedef {import("./sentence.js").Words} Words
 * @typedef {Map<string, {words: Words, text: string}>} Shown  By the name of the attribute; "" for the text itself.
 */

import { present } from "./sentence.js";

/** @type {WeakMap<Node, Shown>} */
const shown = new WeakMap();

/** @type {WeakRef<Node>[]} The nodes in `shown`, which cannot be listed. */
let nodes = [];

/** More nodes than this, and those that are gone are taken out. */
let most = 1000;

/**
 * @param {Node} node  Gets the text, in place of what is in it.
 * @param {Words} words
 */
export function show(node, words) {
  node.textContent = `${words}`;
  keep(node, "", words);
}

/**
 * @param {Element} element
 * @param {string} attribute
 * @param {Words} words
 */
export function showIn(element, attribute, words) {
  element.setAttribute(attribute, `${words}`);
  keep(element, attribute, words);
}

/**
 * @param {Node} node
 * @param {string} attribute
 * @param {Words} words
 */
function keep(node, attribute, words) {
  const known = shown.get(node);
  if (known) known.set(attribute, { words, text: `${words}` });
  if (known || typeof words === "string") return;
  present()?.again.add(showAgain);
  shown.set(node, new Map([[attribute, { words, text: `${words}` }]]));
  nodes.push(new WeakRef(node));
  if (nodes.length < most) return;
  nodes = nodes.filter((each) => each.deref() !== undefined);
  most = 2 * nodes.length + 1000;
}

/** Shows everything in the language that the page has now. What another part of the page has changed since stays. */
function showAgain() {
  for (const each of nodes) {
    const node = each.deref();
    for (const [attribute, { words, text }] of (node && shown.get(node)) ?? []) {
      const element = /** @type {Element} */ (node);
      if ((attribute === "" ? element.textContent : element.getAttribute(attribute)) !== text) continue;
      if (attribute === "") show(element, words);
      else showIn(element, attribute, words);
    }
  }
}
