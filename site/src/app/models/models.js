/**
 * Which model answers: reads the list of models, loads the chosen one, and teaches all of them the visitor's corrections.
 *
 * @typedef {ReturnType<typeof createModels>} Models
 */
import { logError } from "../../errors.js";
import { t } from "../../words/sentence.js";
import { readCatalogue, titleOf } from "../published/catalogue.js";

/** @typedef {import("../published/catalogue.js").Entry} Entry */

/**
 * @param {import("../state.js").State} state
 * @param {Pick<import("./model-cache.js").ModelCache, "load" | "teach" | "add" | "remove">} cache
 * @param {() => void} ask  Asks for an answer.
 * @param {() => void} [forget]  Forgets what models answered before they were taught.
 */
export function createModels(state, cache, ask, forget = () => {}) {
  /** @param {Entry} entry */
  async function choose(entry) {
    state.startLoading(t("Loading {model}…", { model: titleOf(entry) }), entry);
    try {
      const recogniser = await cache.load(entry);
      if (state.entry !== entry) return; // A slower model must not replace the one chosen after it.
      state.setRecogniser(recogniser);
      ask();
    } catch (error) {
      if (state.entry === entry) state.setProblem(error, () => choose(entry));
    }
  }

  /**
   * Loads the list of models, and one of them.
   *
   * @param {URL} catalogue
   * @param {string} [name]  Of the model; the default one is loaded where the list does not have it.
   */
  async function open(catalogue, name = "") {
    state.startLoading(t("Loading the models…"));
    try {
      const entries = await readCatalogue(catalogue);
      state.setModels([...entries, ...state.entries.filter(({ isOwn }) => isOwn)]);
      await choose(entries.find((entry) => entry.name === name) ?? first(entries));
    } catch (error) {
      state.setProblem(error, () => open(catalogue, name));
    }
  }

  return {
    choose,
    open,
    /** @param {Entry} entry */
    load: (entry) => cache.load(entry),

    /**
     * @param {Entry} entry  Of a visitor's own model, which is chosen.
     * @param {import("./model-cache.js").Recogniser} recogniser
     */
    add(entry, recogniser) {
      cache.add(entry, recogniser);
      state.setModels([...state.entries, entry]);
      return choose(entry);
    },

    /** @param {Entry} entry  Of a visitor's own model, which is forgotten. */
    async close(entry) {
      state.setModels(state.entries.filter((other) => other !== entry));
      if (state.entry === entry && state.entries.length > 0) await choose(first(state.entries));
      await cache.remove(entry); // After another one was chosen: questions that were asked meanwhile still have their answer.
    },

    /**
     * The corrections have changed.
     *
     * @returns {Promise<unknown>} The error of the chosen model, which answers as before when it cannot be taught; null when it can.
     */
    async teach() {
      const failed = await cache.teach();
      forget();
      ask();
      for (const error of failed.values()) logError(error);
      return (state.recogniser && failed.get(state.recogniser)) ?? null;
    },
  };
}

/** @param {Entry[]} entries */
function first(entries) {
  return entries.find((entry) => entry.default) ?? entries[0];
}
