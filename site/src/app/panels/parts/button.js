/**
 * The buttons of the panels.
 */
import { element } from "../../../view/dom.js";
import { icon } from "./icon.js";

/**
 * @param {import("../../../words/sentence.js").Words} text
 * @param {() => unknown} press
 * @param {string} [key]  As it is printed on keyboards.
 * @param {string} [shortcuts]  As the attribute `aria-keyshortcuts` wants them.
 */
export function button(text, press, key = "", shortcuts = "") {
  const made = element("button", { type: "button", class: "inkling-button" }, text);
  if (key) made.append(element("kbd", { "aria-hidden": "true" }, key));
  if (shortcuts) made.setAttribute("aria-keyshortcuts", shortcuts);
  made.addEventListener("click", press);
  return made;
}

/**
 * @template {HTMLElement} Made
 * @param {Parameters<typeof icon>[0]} name
 * @param {Made} made  A button.
 * @returns {Made} With an icon before its text.
 */
export function withIcon(name, made) {
  made.prepend(icon(name));
  return made;
}

/**
 * @param {import("../../../words/sentence.js").Words} text
 * @param {import("../../../words/sentence.js").Words} label  For screen readers.
 * @param {string} accept  Which files, as the attribute `accept` wants it.
 * @param {(file: File) => void} read
 */
export function fileButton(text, label, accept, read) {
  const input = element("input", { type: "file", accept, class: "inkling-file", "aria-label": label });
  input.addEventListener("change", () => {
    const [file] = input.files ?? [];
    if (file) read(file);
    input.value = ""; // So that the same file can be chosen again.
  });
  return element("label", { class: "inkling-button inkling-choose" }, text, input);
}

/**
 * @param {HTMLButtonElement} tool
 * @param {boolean} isEnabled
 */
export function enable(tool, isEnabled) {
  tool.disabled = !isEnabled;
  if (isEnabled || tool !== document.activeElement) return;
  // A disabled button loses the focus. Without the focus inside, the demo would get no keys: the pad takes it.
  /** @type {HTMLElement | null | undefined} */ (tool.closest(".inkling")?.querySelector(".inkling-pad"))?.focus();
}
