/**
 * The published models, as `publish` lists them in models/index.json.
 *
 * @typedef {object} Entry
 * @property {string} name
 * @property {string} title
 * @property {string} summary  One line.
 * @property {URL} model  The address of its model.json.
 * @property {URL | null} card  The address of the page that describes it; null for a visitor's own model.
 * @property {number} parameters
 * @property {number} bytes  To download.
 * @property {number} accuracy  On the test images of MNIST, 0 to 1.
 * @property {number} errors  On the test images of MNIST.
 * @property {number} images  How many test images there are.
 * @property {number | null} drawn_accuracy  Share of digits read right that people drew by whom nothing was chosen, 0 to 1; null where it was not measured.
 * @property {boolean} default
 * @property {boolean} [isOwn]  Whether it is the visitor's own: it was measured on the page's few test images, and no other visit knows it.
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
export function choiceText(entry) {
  return `${entry.title} · ${accuracyText(entry)} · ${kilobytes(entry.bytes)}`;
}

/**
 * @param {Entry} entry
 * @returns {string} How many test images it reads right: a share, or both numbers where there are too few images for one.
 */
export function accuracyText({ isOwn, accuracy, images, errors }) {
  return isOwn ? `${images - errors}\u00a0of\u00a0${images}` : percent(accuracy, 2);
}

/**
 * @param {Entry | null} entry
 * @returns {string} Its name, for links and for later visits; "" for a model that these do not know.
 */
export function lastingName(entry) {
  return entry === null || entry.isOwn ? "" : entry.name;
}

/**
 * @param {Entry} entry
 * @returns {string} How good and how large the model is.
 */
export function factsText({ errors, images, parameters }) {
  return `${grouped(errors)} ${errors === 1 ? "error" : "errors"} out of ${grouped(images)} · ${grouped(parameters)} parameters`;
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
