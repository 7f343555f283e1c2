/**
 * The models that were asked for, each loaded once, and all of them taught the same.
 *
 * @typedef {import("../inference/recogniser.js").Recogniser} Recogniser
 */
import { createRecogniser } from "./lazy-inference.js";

export class Library {
  /** @type {Map<string, Promise<Recogniser>>} By the address of the model. */
  #loading = new Map();

  /** @param {import("./corrections.js").Hand} hand  What they are taught. */
  constructor(hand) {
    this.hand = hand;
  }

  /**
   * @param {import("./catalogue.js").Entry} entry
   * @returns {Promise<Recogniser>}
   */
  load({ model }) {
    const loading = this.#loading.get(model.href) ?? createRecogniser({ model }).then((loaded) => this.#taught(loaded));
    this.#loading.set(model.href, loading);
    loading.catch(() => this.#loading.delete(model.href)); // So that trying again loads again.
    return loading;
  }

  /** Teaches those that are there what the hand holds now. */
  async teach() {
    await Promise.all([...this.#loading.values()].map(async (loading) => this.#taught(await loading)));
  }

  /** @param {Recogniser} loaded */
  async #taught(loaded) {
    await loaded.teach(this.hand.corrections);
    return loaded;
  }
}
