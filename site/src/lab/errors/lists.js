/**
 * Which test images belong to a cell or to a list, and in which order they are shown.
 *
 * @typedef {import("./answers-file.js").Answers} Answers
 * @typedef {import("./confusions-file.js").Model} Model
 */
import { probabilitiesOf } from "./answers-file.js";

/** A model belongs to the best when it reads at least this share of the test images right. */
export const BEST = 0.99;

/**
 * @param {Answers} known
 * @param {import("./address.js").Cell} cell
 * @returns {number[]} Errors: the surest first. Right answers: the least sure first.
 */
export function imagesOf(known, { label, answer }) {
  const images = [...known.labels.keys()].filter((image) => known.labels[image] === label && known.answers[image] === answer);
  return bySureness(known, images, label === answer ? 1 : -1);
}

/**
 * @param {Answers} known
 * @returns {number[]} The images that a model misreads, the surest answer first.
 */
export function misreadBy(known) {
  const images = [...known.labels.keys()].filter((image) => known.labels[image] !== known.answers[image]);
  return bySureness(known, images, -1);
}

/**
 * @param {Answers} known
 * @param {number[]} images  Are sorted.
 * @param {1 | -1} order  Whether the least sure answer is the first, or the surest.
 */
function bySureness(known, images, order) {
  const sureOf = (/** @type {number} */ image) => probabilitiesOf(known, image)[known.answers[image]];
  return images.sort((a, b) => order * (sureOf(a) - sureOf(b)) || a - b);
}

/**
 * @param {Answers[]} models  At least one.
 * @returns {number[]} The images that all of them misread, by their places.
 */
export function misreadByAll(models) {
  const { labels } = models[0];
  return [...labels.keys()].filter((image) => models.every(({ answers }) => answers[image] !== labels[image]));
}

/**
 * @param {Model[]} models
 * @returns {Model[]} Those that read at least `BEST` of the test images right.
 */
export function bestOf(models) {
  return models.filter(({ confusions: { mnist } }) => {
    const right = mnist.reduce((sum, row, label) => sum + row[label], 0);
    return right >= BEST * mnist.flat().reduce((sum, count) => sum + count, 0);
  });
}

/**
 * @param {Answers} known
 * @param {number} image
 * @returns {{answer: number, next: number, probabilities: number[]}} The model's answer, and the digit that is likeliest after it.
 */
export function rankedOf(known, image) {
  const probabilities = probabilitiesOf(known, image);
  const answer = known.answers[image];
  const others = probabilities.map((_, digit) => digit).filter((digit) => digit !== answer);
  return { answer, next: others.reduce((best, digit) => (probabilities[digit] > probabilities[best] ? digit : best)), probabilities };
}
