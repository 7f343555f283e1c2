/**
 * What a page of the laboratory shows where something failed.
 */
import { logError, wordsOf } from "../errors.js";
import { element } from "../view/dom.js";
import { t } from "../words/words.js";

/**
 * @param {unknown} error  Is logged.
 * @param {() => void} again
 * @returns {HTMLElement} The sentence, and a button that tries again.
 */
export function problem(error, again) {
  logError(error);
  const button = element("button", { type: "button", class: "inkling-button" }, t("Try again"));
  button.addEventListener("click", again);
  return element("div", { class: "inkling-problem", role: "alert" }, element("p", {}, wordsOf(error)), button);
}
