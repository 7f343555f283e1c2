/**
 * The published models, as `publish` lists them in models/index.json.
 *
 * @typedef {object} Entry
 * @property {string} name
 * @property {string} title
 * @property {string} summary  One line.
 * @property {URL} model  Of the model.json.
 * @property {URL} card  Of the page that describes it.
 * @property {number} parameters
 * @property {number} bytes  To download.
 * @property {number} accuracy  On the test images, 0 to 1.
 * @property {number} errors  On the test images.
 * @property {number} images  How many test images there are.
 * @property {number | null} strokes_accuracy  On digits that people drew, 0 to 1; null where it was not measured.
 * @property {boolean} default
 */
import { RecogniserError } from "../errors.js";
import { readBytes } from "../read-bytes.js";

/**
 * @param {URL} url
 * @returns {Promise<Entry[]>} At least one.
 * @throws {RecogniserError}
 */
export async function readCatalogue(url) {
  const text = new TextDecoder().decode(await readBytes(url, "The list of models"));
  try {
    const { models } = JSON.parse(text);
    if (models.length === 0) throw new Error("no models");
    return models.map((/** @type {any} */ entry) => ({
      ...entry,
      model: new URL(entry.model, url),
      card: new URL(entry.card, url),
      default: entry.default === true,
    }));
  } catch (error) {
    throw new RecogniserError(`The list of models at ${url} cannot be read: publish the models again.`, error);
  }
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
 * @returns {string} What it is worth, in numbers that commands of this repository produced.
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
 * @returns {string} With commas. The first `toLocaleString` of a page loads a language's rules, which takes milliseconds of a first answer.
 */
function grouped(whole) {
  return String(whole).replace(/\B(?=(\d{3})+$)/g, ",");
}
