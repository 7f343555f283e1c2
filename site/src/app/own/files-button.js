/**
 * A button that chooses several files, or a folder.
 */
import { element } from "../../view/dom.js";

/**
 * @param {import("../../words/sentence.js").Words} text
 * @param {import("../../words/sentence.js").Words} label  For screen readers.
 * @param {Record<string, string>} attributes  Of the browser's own file button.
 * @param {(files: File[]) => void} read  Gets one file at least.
 */
export function filesButton(text, label, attributes, read) {
  const input = element("input", { type: "file", class: "inkling-file", "aria-label": label, ...attributes });
  input.addEventListener("change", () => {
    const files = [...(input.files ?? [])];
    input.value = ""; // So that the same files can be chosen again.
    if (files.length > 0) read(files);
  });
  return element("label", { class: "inkling-button inkling-choose" }, text, input);
}
