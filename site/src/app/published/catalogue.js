/**
 * The published models, as `publish` lists them in models/index.json.
 *
 * @typedef {object} Entry
 * @property {string} name
 * @property {string} title
 * @property {import("../../words/sentence.js").Words} summary  One line.
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
import { kilobytes, percent, Sentence, t } from "../../words/words.js";
import { readPublished } from "./read-published.js";

/** @typedef {import("../../words/sentence.js").Words} Words */

/**
 * @param {URL} url
 * @returns {Promise<Entry[]>} At least one.
 * @throws {import("../../errors.js").RecogniserError}
 */
export function readCatalogue(url) {
  return readPublished(url, t("The list of models"), ({ models }) =>
    models.map((/** @type {any} */ entry) => ({
      ...entry,
      summary: new Sentence(entry.summary, null),
      model: new URL(entry.model, url),
      card: new URL(entry.card, url),
    })),
  );
}

/**
 * @param {Entry} entry
 * @returns {Words}
 */
export function titleOf({ title }) {
  return new Sentence(title, null);
}

/**
 * @param {Entry} entry
 * @returns {Words} For the picker.
 */
export function choiceText(entry) {
  return new Sentence("{title} · {accuracy} · {size}", { title: titleOf(entry), accuracy: accuracyText(entry), size: kilobytes(entry.bytes) });
}

/**
 * @param {Entry} entry
 * @returns {Words} How many test images it reads right: a share, or both numbers where there are too few images for one.
 */
export function accuracyText({ isOwn, accuracy, images, errors }) {
  return isOwn ? t("{count} of {all}", { count: images - errors, all: images }) : percent(accuracy, 2);
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
 * @returns {Words} How good and how large the model is.
 */
export function factsText({ errors, images, parameters }) {
  return t("{errors, plural, one {# error} other {# errors}} out of {images, number} · {parameters, number} parameters", { errors, images, parameters });
}
