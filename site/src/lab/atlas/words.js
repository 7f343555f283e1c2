/**
 * What is said of a test image.
 *
 * @typedef {import("./atlas-files.js").Atlas} Atlas
 */
import { labelWords } from "../label-errors.js";

/**
 * @param {Atlas} atlas
 * @param {number} image
 * @returns {string} Such as "4, read as 9 (62 %)".
 */
export function shortWords({ labels, answers, confidences }, image) {
  const read = labels[image] === answers[image] ? "read right" : `read as ${answers[image]}`;
  return `${labels[image]}, ${read} (${percentOf(confidences[image])})`;
}

/**
 * @param {Atlas} atlas
 * @param {number} image
 * @param {import("../label-errors.js").LabelError} [doubted]  What reviewers said of its label, where they doubted it.
 * @returns {string} A sentence, or two.
 */
export function wordsOf(atlas, image, doubted) {
  return [`Test image ${image}: ${shortWords(atlas, image)}.`, labelWords(doubted)].join(" ").trimEnd();
}

/**
 * @param {number} confidence  In steps of 1/255, as the map has it.
 * @returns {string}
 */
export function percentOf(confidence) {
  return confidence >= 0.995 ? "over 99\u00a0%" : `${Math.round(100 * confidence)}\u00a0%`;
}

/**
 * @param {string} fragment  Of the page's address.
 * @param {number} count  Of the images.
 * @returns {number | null} The image that it names.
 */
export function imageIn(fragment, count) {
  const number = Number(/^#image-(\d{1,5})$/.exec(fragment)?.[1] ?? NaN);
  return number < count ? number : null;
}
