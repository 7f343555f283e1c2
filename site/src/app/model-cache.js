/**
 * Loads each model once, and teaches every loaded model the visitor's corrections.
 *
 * @typedef {import("../inference/recogniser.js").Recogniser} Recogniser
 */
import { createRecogniser } from "./lazy-inference.js";

export class ModelCache {
  /** @type {Map<string, Promise<Recogniser>>} By the address of the model. */
  #loading = new Map();

  /**
   * @param {Pick<import("./corrections.js").Corrections, "all">} corrections  What the models are taught.
   * @param {(options: {model: URL}) => Promise<Recogniser>} [create]
   */
  constructor(corrections, create = createRecogniser) {
    this.corrections = corrections;
    this.create = create;
  }

  /**
   * @param {Pick<import("./published/catalogue.js").Entry, "model">} entry
   * @returns {Promise<Recogniser>} It was taught the corrections.
   */
  load({ model }) {
    const known = this.#loading.get(model.href);
    if (known) return known;
    const loading = this.create({ model }).then(async (recogniser) => {
      await recogniser.teach(this.corrections.all).catch(() => {}); // A model that cannot be taught still answers.
      return recogniser;
    });
    this.#loading.set(model.href, loading);
    loading.catch(() => this.#loading.delete(model.href)); // So that another attempt loads it again.
    return loading;
  }

  /** Teaches the corrections, which have changed, to all models that were loaded. */
  async teach() {
    await Promise.all([...this.#loading.values()].map(async (loading) => (await loading).teach(this.corrections.all)));
  }
}
