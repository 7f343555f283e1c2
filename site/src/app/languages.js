/**
 * The choice of the language, at the end of the demo. It is a bundle of its own: who reads English gets it after the first answer.
 */
import { logError, ScriptError, wordsOf } from "../errors.js";
import { remembered } from "../words/remembered.js";
import { t } from "../words/sentence.js";

/** @typedef {typeof import("../words/picker.js")} PickerModule */

/** @returns {Promise<PickerModule>} */
function fetchPicker() {
  return import(new URL("./words/picker.js", import.meta.url).href);
}

/**
 * @param {HTMLElement} root  Of the demo.
 * @param {(text: import("../words/sentence.js").Words) => void} say
 * @param {AbortSignal} signal  Ends it.
 * @param {() => Promise<PickerModule>} [fetchModule]
 * @returns {() => Promise<void>} Call it when nothing more important is to be fetched: it adds the choice, where it is not there yet.
 */
export function addLanguages(root, say, signal, fetchModule = fetchPicker) {
  /** @type {Promise<void> | null} */
  let adding = null;

  async function add() {
    try {
      const { languagePicker } = await fetchModule();
      if (!signal.aborted) root.append(languagePicker(root, new URL("../words/", import.meta.url), signal));
    } catch (error) {
      adding = null;
      const missing = new ScriptError(t("The choice of the language could not be fetched: check the connection, then load this page again."), error);
      logError(missing);
      if (wantsAnother()) say(wordsOf(missing));
    }
  }

  const addOnce = () => (adding ??= add());
  if (wantsAnother()) addOnce();
  return addOnce;
}

/** @returns {boolean} Whether another language than English may be wanted: the module that is fetched then knows which one. */
function wantsAnother() {
  return (remembered() || navigator.language || "en").slice(0, 2) !== "en";
}
