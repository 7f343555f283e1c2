/**
 * The recognisers of all `<digit-pad>` elements of a page: elements with the same model share one, and the last one frees it.
 *
 * A model that could not be loaded is not asked for again at once: a pad asks for an answer at every frame while somebody draws.
 *
 * @typedef {import("../inference/recogniser.js").ModelModule} ModelModule
 * @typedef {import("../inference/recogniser.js").Recogniser} Recogniser
 * @typedef {string | ModelModule} Model  The absolute address of a model.json, or what a module of the package exports.
 *
 * @typedef {object} Use  Of a model by one element.
 * @property {Promise<Recogniser>} recogniser
 * @property {() => void} release  Ends the use; the last use of a model frees its memory.
 */

/** Milliseconds for which the error of a model that could not be loaded is the answer. */
export const PAUSE = 2000;

export class SharedModels {
  /** @type {Map<string, {users: number, recogniser: Promise<Recogniser>}>} By the address of the model. */
  #loaded = new Map();

  #create;

  /** @param {(options: {model: Model}) => Promise<Recogniser>} create */
  constructor(create) {
    this.#create = create;
  }

  /**
   * @param {Model} model
   * @returns {Use}
   */
  use(model) {
    const address = typeof model === "string" ? model : `${model.json}`;
    const entry = this.#loaded.get(address) ?? this.#load(address, model);
    entry.users += 1;
    let released = false;
    return {
      recogniser: entry.recogniser,
      release: () => {
        if (!released) this.#release(address, entry);
        released = true;
      },
    };
  }

  /**
   * @param {string} address
   * @param {Model} model
   */
  #load(address, model) {
    const entry = { users: 0, recogniser: this.#create({ model }) };
    this.#loaded.set(address, entry);
    entry.recogniser.catch(() => setTimeout(() => this.#forget(address, entry), PAUSE));
    return entry;
  }

  /**
   * @param {string} address
   * @param {{users: number, recogniser: Promise<Recogniser>}} entry
   */
  #release(address, entry) {
    entry.users -= 1;
    if (entry.users > 0) return;
    entry.recogniser.then(
      (recogniser) => {
        if (entry.users > 0) return; // Another element has taken it meanwhile.
        this.#forget(address, entry);
        recogniser.dispose();
      },
      () => {}, // It is forgotten after the pause.
    );
  }

  /**
   * @param {string} address
   * @param {object} entry
   */
  #forget(address, entry) {
    if (this.#loaded.get(address) === entry) this.#loaded.delete(address);
  }
}
