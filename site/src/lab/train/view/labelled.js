/**
 * A field and its name.
 */
import { element } from "../../../view/dom.js";

let count = 0;

/**
 * The label stands beside the field and not around it: the names of a list's choices would be read as part of the label.
 *
 * @param {import("../../../words/sentence.js").Words} text
 * @param {HTMLElement} control
 */
export function labelled(text, control) {
  control.id = `inkling-train-field-${count++}`;
  return element("div", { class: "inkling-train-label" }, element("label", { for: control.id }, text), control);
}
