/**
 * A panel that can be folded. Folded panels compute nothing. The attribute `data-panel` names it in all languages.
 */
import { element } from "../../view/dom.js";

/**
 * @param {import("../../words/sentence.js").Sentence} title
 * @param {() => void} opened  Called when the visitor unfolds it.
 * @param {...(Node | string)} children
 */
export function foldingPanel(title, opened, ...children) {
  const root = element(
    "details",
    { class: "inkling-panel", "data-panel": title.english },
    element("summary", {}, title),
    element("div", { class: "inkling-panel-body" }, ...children),
  );
  root.addEventListener("toggle", () => root.open && opened());
  return root;
}
