/**
 * The published models, as `publish` lists them in models/index.json.
 *
 * @typedef {object} Entry
 * @property {string} name
 * @property {string} title
 * @property {string} summary  One line.
 * @property {URL} model  The address of its model.json.
 * @property {URL} card  The address of the page that describes it.
 * @property {number} parameters
 * @property {number} bytes  To download.
 * @property {number} accuracy  On the test images of MNIST, 0 to 1.
 * @property {number} errors  On the test images of MNIST.
 * @property {number} images  How many test images there are.
 * @property {number | null} drawn_accuracy  Share of digits read right that people drew by whom nothing was chosen, 0 to 1; null where it was not measured.
 * @property {boolean} default
 */
import { readPublished } from "./read-published.js";

/**
 * @param {URL} url
 * @returns {Promise<Entry[]>} At least one.
 * @throws {import("../../errors.js").RecogniserError}
 */
export function readCatalogue(url) {
  return readPublished(url, "The list of models", ({ models }) =>
    models.map((/** @type {any} */ entry) => ({
      ...entry,
      model: new URL(entry.model, url),
      card: new URL(entry.card, url),
    })),
  );
}

/**
 * @param {Entry} entry
 * @returns {string} For the picker.
 */
export function choiceText({ title, accuracy, bytes }) {
  return `${title} · ${percent(accuracy, 2)} · ${kilobytes(bytes)}`;
}

/**
 * @param {Entry} entry
 * @returns {string} How good and how large the model is.
 */
export function factsText({ errors, images, parameters }) {
  return `${grouped(errors)} errors out of ${grouped(images)} · ${grouped(parameters)} parameters`;
}

/**
 * @param {number} share
 * @param {number} digits  After the point.
 */
export function percent(share, digits) {
  return `${(share * 100).toFixed(digits)}\u00a0%`;
}

/** @param {number} bytes */
export function kilobytes(bytes) {
  return `${grouped(Math.round(bytes / 1000))}\u00a0KB`;
}

/**
 * @param {number} whole
 * @returns {string} With commas. The first `toLocaleString` of a page takes milliseconds, because it loads the rules of a language.
 */
function grouped(whole) {
  return String(whole).replace(/\B(?=(\d{3})+$)/g, ",");
}
