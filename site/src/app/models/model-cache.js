/**
 * Loads each model once, and teaches every loaded model the visitor's corrections.
 *
 * @typedef {import("../../inference/recogniser.js").Recogniser} Recogniser
 */
import { createRecogniser } from "./lazy-inference.js";
import { logError } from "../../errors.js";

export class ModelCache {
  /** @type {Map<string, Promise<Recogniser>>} By the address of the model. */
  #loading = new Map();

  /** @type {Set<Recogniser>} Those that have arrived. */
  #loaded = new Set();

  /**
   * @param {Pick<import("./corrections.js").Corrections, "all">} corrections  What the models are taught.
   * @param {(options: {model: URL}) => Promise<Recogniser>} [create]
   */
  constructor(corrections, create = createRecogniser) {
    this.corrections = corrections;
    this.create = create;
  }

  /**
   * @param {Pick<import("../published/catalogue.js").Entry, "model">} entry
   * @returns {Promise<Recogniser>} It was taught the corrections.
   */
  load({ model }) {
    const known = this.#loading.get(model.href);
    if (known) return known;
    const loading = this.create({ model }).then((recogniser) => this.#taught(recogniser));
    this.#loading.set(model.href, loading);
    loading.catch(() => this.#loading.delete(model.href)); // So that another attempt loads it again.
    return loading;
  }

  /**
   * @param {Pick<import("../published/catalogue.js").Entry, "model">} entry
   * @param {Recogniser} recogniser  That was loaded elsewhere.
   */
  add({ model }, recogniser) {
    this.#loading.set(model.href, this.#taught(recogniser));
  }

  /** @param {Pick<import("../published/catalogue.js").Entry, "model">} entry  Its memory is freed. */
  async remove({ model }) {
    const loading = this.#loading.get(model.href);
    this.#loading.delete(model.href);
    const recogniser = await loading?.catch(() => undefined);
    if (recogniser === undefined) return;
    this.#loaded.delete(recogniser);
    recogniser.dispose();
  }

  /** @param {Recogniser} recogniser */
  async #taught(recogniser) {
    this.#loaded.add(recogniser); // From here on, later corrections reach it.
    await recogniser.teach(this.corrections.all).catch(logError); // A model that cannot be taught still answers.
    return recogniser;
  }

  /**
   * Teaches the corrections, which have changed, to all models that have arrived. Those that are still on their way are taught when
   * they arrive: a slow model, or one that cannot be loaded, must not delay the others.
   *
   * @returns {Promise<Map<Recogniser, unknown>>} The models that cannot be taught, each with its error.
   */
  async teach() {
    /** @type {Map<Recogniser, unknown>} */
    const failed = new Map();
    const teachOne = async (/** @type {Recogniser} */ recogniser) => recogniser.teach(this.corrections.all);
    await Promise.all([...this.#loaded].map((recogniser) => teachOne(recogniser).catch((error) => failed.set(recogniser, error))));
    return failed;
  }

  /** Frees the memory of all models: those that have arrived now, the others when they arrive. */
  dispose() {
    for (const loading of this.#loading.values()) loading.then((recogniser) => recogniser.dispose()).catch(() => {});
    this.#loading.clear();
    this.#loaded.clear();
  }
}
