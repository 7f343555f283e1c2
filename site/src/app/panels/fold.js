/**
 * A panel that can be folded. Folded panels compute nothing.
 */
import { element } from "../../view/dom.js";

/**
 * @param {string} title
 * @param {() => void} opened  Called when the visitor unfolds it.
 * @param {...(Node | string)} children
 */
export function foldingPanel(title, opened, ...children) {
  const root = element("details", { class: "inkling-panel" }, element("summary", {}, title), element("div", { class: "inkling-panel-body" }, ...children));
  root.addEventListener("toggle", () => root.open && opened());
  return root;
}
