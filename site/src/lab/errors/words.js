/**
 * What the pages of errors say.
 *
 * @typedef {import("./confusions-file.js").DigitSet} DigitSet
 * @typedef {import("./confusions-file.js").Model} Model
 * @typedef {import("./address.js").Cell} Cell
 * @typedef {import("../../words/sentence.js").Words} Words
 */
import { Sentence, t } from "../../words/words.js";
import { MNIST } from "./address.js";

/**
 * @param {Pick<Model, "title">} model
 * @returns {Words}
 */
export const titleOf = ({ title }) => new Sentence(title, null);

/**
 * @param {Cell} cell
 * @returns {Words}
 */
export function headingOf({ label, answer }) {
  return label === answer ? t("{label} read right", { label }) : t("{label} read as {answer}", { label, answer });
}

/**
 * @param {Model} model
 * @returns {Words} How many test images it misreads: a sentence.
 */
export function misreadWords({ title, confusions: { mnist } }) {
  const all = mnist.flat().reduce((sum, count) => sum + count, 0);
  const count = all - mnist.reduce((sum, row, label) => sum + row[label], 0);
  return t("{model} misreads {count, number} of {all, number} test images.", { model: titleOf({ title }), count, all });
}

/**
 * @param {Model} model
 * @param {DigitSet} set
 * @param {Cell} cell
 * @returns {Words} A sentence.
 */
export function countWords({ title, confusions }, set, { label, answer }) {
  const row = confusions[set.file][label];
  const facts = { model: titleOf({ title }), all: row.reduce((sum, count) => sum + count, 0), count: row[answer], label, answer, file: set.file };
  if (set.file === MNIST) {
    return label === answer
      ? t("Of {all, number} test images with the label {label}, {model} reads {count, number} right.", facts)
      : t("Of {all, number} test images with the label {label}, {model} reads {count, number} as {answer}.", facts);
  }
  return label === answer
    ? t("Of {all, number} drawings of a {label} in {file}, {model} reads {count, number} right.", facts)
    : t("Of {all, number} drawings of a {label} in {file}, {model} reads {count, number} as {answer}.", facts);
}

/**
 * @param {DigitSet} set  A file of drawings.
 * @returns {Words} Why there is nothing but a number.
 */
export function unseenWords({ role }) {
  if (role !== "test") return t("Pictures of these drawings are not published here; the page of the model shows a few.");
  return t("There are no pictures: nobody looks at the drawings of these writers, so that nothing can be chosen by them.");
}

/**
 * @param {number} probability  0 to 1, in steps of 1/255.
 * @returns {string} Without the sign, for narrow tables.
 */
export function percentShort(probability) {
  return probability >= 0.995 ? ">99" : `${Math.round(100 * probability)}`;
}
