/**
 * A list of the ten digits to choose from.
 */
import { element } from "../../../view/dom.js";

/** @param {import("../../../words/sentence.js").Words} label */
export function digitPicker(label) {
  const options = Array.from({ length: 10 }, (_, digit) => element("option", {}, `${digit}`));
  const select = element("select", { class: "inkling-select" }, ...options);
  return { select, root: element("label", { class: "inkling-picker" }, element("span", {}, label), select) };
}
