/**
 * Makes HTML elements, one call each.
 *
 * @typedef {import("../words/sentence.js").Words} Words
 */
import { show, showIn } from "../words/live.js";

/**
 * Sets attributes only. Do not pass `style` or `onclick`: a strict security policy forbids both.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, Words>} [attributes]
 * @param {...(Node | Words)} children  Words follow the language of the page.
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) showIn(made, name, value);
  made.append(...children.map((child) => (typeof child === "object" && "isWords" in child ? textNode(child) : child)));
  return made;
}

/**
 * @param {string} tag
 * @param {Record<string, string>} [attributes]
 * @param {...Node} children
 * @returns {SVGElement}
 */
export function svgElement(tag, attributes = {}, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** @param {Words} words */
function textNode(words) {
  const made = document.createTextNode("");
  show(made, words);
  return made;
}
