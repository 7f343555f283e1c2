/**
 * The visitor's own models. What opens them is fetched when this panel is unfolded, or when a model is dropped on the page.
 */
import { logError, ScriptError, wordsOf } from "../../errors.js";
import { element } from "../../view/dom.js";
import { show, t } from "../../words/words.js";
import { foldingPanel } from "./fold.js";

/** @typedef {typeof import("../own/own-models.js")} OwnModule */

/**
 * The build has it in a folder of its own, with all of TensorFlow.js. A bundle of its own: in one with the demo, the code that both
 * share would be split into more files, and a first visit would fetch these.
 *
 * @returns {Promise<OwnModule>}
 */
function fetchOwn() {
  return import(new URL("./own/own-models.js", import.meta.url).href);
}

/**
 * @param {import("./index.js").App} app
 * @param {() => Promise<OwnModule>} [fetchModule]
 * @returns {import("./index.js").Panel}
 */
export function ownPanel(app, fetchModule = fetchOwn) {
  const place = element("div");
  const root = foldingPanel(t("Open your own model"), () => load(), place);
  /** @type {Promise<ReturnType<OwnModule["ownModels"]> | null> | null} */
  let loading = null;

  function load() {
    loading ??= fetchModule().then(
      ({ ownModels }) => {
        const content = ownModels(app);
        place.replaceChildren(content.root);
        return content;
      },
      (error) => {
        loading = null;
        const missing = new ScriptError(t("What opens models could not be fetched: check the connection, then load this page again."), error);
        logError(missing);
        show(place, wordsOf(missing));
        app.state.say(wordsOf(missing));
        return null;
      },
    );
    return loading;
  }

  return {
    root,
    update() {},
    async drop(dropped) {
      root.open = true;
      (await load())?.drop(dropped);
    },
  };
}
