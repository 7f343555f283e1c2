/**
 * Which model answers: reads the list of models, loads the chosen one, and teaches all of them the visitor's corrections.
 *
 * @typedef {ReturnType<typeof createModels>} Models
 */
import { readCatalogue } from "./published/catalogue.js";

/** @typedef {import("./published/catalogue.js").Entry} Entry */

/**
 * @param {import("./state.js").State} state
 * @param {Pick<import("./model-cache.js").ModelCache, "load" | "teach">} cache
 * @param {() => void} ask  Asks for an answer.
 * @param {() => void} [forget]  Forgets what models answered before they were taught.
 */
export function createModels(state, cache, ask, forget = () => {}) {
  /** @param {Entry} entry */
  async function choose(entry) {
    state.startLoading(`Loading ${entry.title}…`, entry);
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
   * Loads the default model.
   *
   * @param {URL} catalogue
   */
  async function open(catalogue) {
    state.startLoading("Loading the models…");
    try {
      const entries = await readCatalogue(catalogue);
      state.setModels(entries);
      await choose(entries.find((entry) => entry.default) ?? entries[0]);
    } catch (error) {
      state.setProblem(error, () => open(catalogue));
    }
  }

  return {
    choose,
    open,
    /** @param {Entry} entry */
    load: (entry) => cache.load(entry),

    /** The corrections have changed. */
    async teach() {
      try {
        await cache.teach();
        forget();
        ask();
      } catch (error) {
        state.setProblem(error, ask);
      }
    },
  };
}
