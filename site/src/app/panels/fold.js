/**
 * A part of the demo that folds: it costs nothing until it is opened.
 */
import { element } from "../../view/dom.js";

/**
 * @param {string} title
 * @param {() => void} opened
 * @param {...(Node | string)} children
 */
export function panel(title, opened, ...children) {
  const root = element("details", { class: "inkling-panel" }, element("summary", {}, title), element("div", { class: "inkling-panel-body" }, ...children));
  root.addEventListener("toggle", () => root.open && opened());
  return root;
}
