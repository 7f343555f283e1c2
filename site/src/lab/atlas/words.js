/**
 * What is said of a test image.
 *
 * @typedef {import("./atlas-files.js").Atlas} Atlas
 * @typedef {import("../../words/sentence.js").Words} Words
 */
import { percent, t, together } from "../../words/words.js";
import { labelWords } from "../label-errors.js";

/**
 * @param {Atlas} atlas
 * @param {number} image
 * @returns {Words} Such as "4, read as 9 (62 %)".
 */
export function shortWords(atlas, image) {
  const { label, answer, confidence } = factsOf(atlas, image);
  if (label === answer) return t("{label}, read right ({confidence})", { label, confidence });
  return t("{label}, read as {answer} ({confidence})", { label, answer, confidence });
}

/**
 * @param {Atlas} atlas
 * @param {number} image
 * @param {import("../label-errors.js").LabelError} [doubted]  What reviewers said of its label, where they doubted it.
 * @returns {Words} A sentence, or two.
 */
export function imageWords(atlas, image, doubted) {
  const { label, answer, confidence } = factsOf(atlas, image);
  const sentence =
    label === answer
      ? t("Test image {image}: {label}, read right ({confidence}).", { image, label, confidence })
      : t("Test image {image}: {label}, read as {answer} ({confidence}).", { image, label, answer, confidence });
  return doubted === undefined ? sentence : together([sentence, labelWords(doubted)]);
}

/**
 * @param {Atlas} atlas
 * @param {number} image
 */
function factsOf({ labels, answers, confidences }, image) {
  return { label: labels[image], answer: answers[image], confidence: percentOf(confidences[image]) };
}

/**
 * @param {number} confidence  In steps of 1/255, as the map has it.
 * @returns {Words}
 */
export function percentOf(confidence) {
  return confidence >= 0.995 ? t("over {share}", { share: percent(0.99, 0) }) : percent(Math.round(100 * confidence) / 100, 0);
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
