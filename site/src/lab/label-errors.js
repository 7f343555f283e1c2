/**
 * The test images whose label people doubted: `trainer/evaluation/label_errors.py` has the list and its source.
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
import { listed, t } from "../words/words.js";

/**
 * @param {URL} url  Of label-errors.json.
 * @returns {Promise<Map<number, LabelError>>} By test image.
 * @throws {import("../errors.js").RecogniserError}
 */
export async function readLabelErrors(url) {
  const images = await readPublished(url, t("The list of label errors"), (content) => content.images);
  return new Map(images.map((/** @type {LabelError} */ one) => [one.image, one]));
}

/**
 * @param {LabelError | undefined} error
 * @returns {import("../words/sentence.js").Words} A sentence on a label that reviewers doubted; "" for any other image.
 */
export function labelWords(error) {
  if (error === undefined) return "";
  const { saw_label, saw_guess, saw_neither } = error;
  const votes = [
    { count: saw_label, words: t("{count} saw {digit}", { count: saw_label, digit: error.label }) },
    { count: saw_guess, words: t("{count} saw {digit}", { count: saw_guess, digit: error.guess }) },
    { count: saw_neither, words: t("{count} saw neither", { count: saw_neither }) },
  ];
  const saw = { count: saw_label + saw_guess + saw_neither, list: listed(votes.filter(({ count }) => count > 0).map(({ words }) => words)) };
  return error.wrong ? t("Its label is wrong: of {count} reviewers, {list}.", saw) : t("Its label is disputed: of {count} reviewers, {list}.", saw);
}
