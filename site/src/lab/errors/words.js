/**
 * What the pages of errors say.
 *
 * @typedef {import("./confusions-file.js").DigitSet} DigitSet
 * @typedef {import("./confusions-file.js").Model} Model
 * @typedef {import("./address.js").Cell} Cell
 */
import { MNIST } from "./address.js";

/** @param {number} count */
export const grouped = (count) => count.toLocaleString("en");

/** @param {Cell} cell */
export function headingOf({ label, answer }) {
  return label === answer ? `${label} read right` : `${label} read as ${answer}`;
}

/**
 * @param {Model} model
 * @param {DigitSet} set
 * @param {Cell} cell
 * @returns {string} A sentence.
 */
export function countWords({ title, confusions }, set, { label, answer }) {
  const row = confusions[set.file][label];
  const all = grouped(row.reduce((sum, count) => sum + count, 0));
  const those = set.file === MNIST ? `${all} test images with the label ${label}` : `${all} drawings of a ${label} in ${set.file}`;
  return `Of ${those}, ${title} reads ${row[answer] === 0 ? "none" : grouped(row[answer])} ${label === answer ? "right" : `as ${answer}`}.`;
}

/**
 * @param {DigitSet} set  A file of drawings.
 * @returns {string} Why there is nothing but a number.
 */
export function unseenWords({ role }) {
  if (role !== "test") return "Pictures of these drawings are not published here; the page of the model shows a few.";
  return "There are no pictures: nobody looks at the drawings of these writers, so that nothing can be chosen by them.";
}

/**
 * @param {number} probability  0 to 1, in steps of 1/255.
 * @returns {string} Without the sign, for narrow tables.
 */
export function percentShort(probability) {
  return probability >= 0.995 ? ">99" : `${Math.round(100 * probability)}`;
}

/**
 * @param {string[]} titles  Of models, at least one.
 * @returns {string} "A, B and C".
 */
export function listWords(titles) {
  return titles.length === 1 ? titles[0] : `${titles.slice(0, -1).join(", ")} and ${titles[titles.length - 1]}`;
}
