/**
 * The test images whose label people doubted: `export/label_errors.py` has the list and its source.
 *
 * @typedef {object} LabelError  What reviewers said of a test image.
 * @property {number} image
 * @property {number} label
 * @property {number} guess  The digit that they could choose instead.
 * @property {number} saw_label  How many of them saw the label.
 * @property {number} saw_guess
 * @property {number} saw_neither
 * @property {boolean} wrong  Whether most of them saw the other digit.
 */
import { readPublished } from "../app/published/read-published.js";

/**
 * @param {URL} url  Of label-errors.json.
 * @returns {Promise<Map<number, LabelError>>} By test image.
 * @throws {import("../errors.js").RecogniserError}
 */
export async function readLabelErrors(url) {
  const images = await readPublished(url, "The list of label errors", (content) => content.images);
  return new Map(images.map((/** @type {LabelError} */ one) => [one.image, one]));
}

/**
 * @param {LabelError | undefined} error
 * @returns {string} A sentence on a label that reviewers doubted; "" for any other image.
 */
export function labelWords(error) {
  if (error === undefined) return "";
  const { saw_label, saw_guess, saw_neither } = error;
  const votes = [
    { count: saw_label, what: `${error.label}` },
    { count: saw_guess, what: `${error.guess}` },
    { count: saw_neither, what: "neither" },
  ];
  const saw = votes.filter(({ count }) => count > 0).map(({ count, what }) => `${count} saw ${what}`);
  return `Its label is ${error.wrong ? "wrong" : "disputed"}: of ${saw_label + saw_guess + saw_neither} reviewers, ${saw.join(", ")}.`;
}
