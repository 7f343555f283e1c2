/**
 * What would make it another digit? What computes and shows this is fetched when the panel is unfolded.
 */
import { logError, ScriptError, wordsOf } from "../../errors.js";
import { element } from "../../view/dom.js";
import { show, t } from "../../words/words.js";
import { foldingPanel } from "./fold.js";

/** @typedef {typeof import("../morph/morph-view.js")} MorphModule */

/**
 * A bundle of its own: in one with the demo, the code that both share would be split into more files, and a first visit would fetch
 * these.
 *
 * @returns {Promise<MorphModule>}
 */
function fetchMorph() {
  return import(new URL("./morph/morph-view.js", import.meta.url).href);
}

/**
 * @param {import("./index.js").App} app
 * @param {() => Promise<MorphModule>} [fetchModule]
 * @returns {import("./index.js").Panel}
 */
export function morphPanel({ state, signal }, fetchModule = fetchMorph) {
  const place = element("div");
  const root = foldingPanel(t("What would make it another digit?"), open, place);
  /** @type {ReturnType<MorphModule["morphView"]> | null} */
  let view = null;

  async function open() {
    try {
      const { morphView } = await fetchModule();
      if (view === null) {
        view = morphView(signal);
        place.replaceChildren(view.root);
      }
      update();
    } catch (error) {
      const missing = new ScriptError(t("What computes this could not be fetched: check the connection, then load this page again."), error);
      logError(missing);
      show(place, wordsOf(missing));
    }
  }

  function update() {
    view?.update(state, root.open);
  }

  root.addEventListener("toggle", update); // A folded panel computes nothing.
  return { root, update, redraw: () => view?.redraw() };
}
