/**
 * Reads what a model answered to each test image: `export/answers.py` writes the file and says what is in it.
 *
 * @typedef {object} Answers  Of each image, by its place in the test set.
 * @property {Uint8Array} labels
 * @property {Uint8Array} answers  The likeliest digit.
 * @property {Uint8Array} shares  Ten probabilities an image, 255 is 1.
 */
import { DamagedError } from "../../errors.js";
import { readVerified } from "../atlas/atlas-files.js";
import { t } from "../../words/sentence.js";
import { inflated } from "../inflate.js";

const DIGITS = 10;

/**
 * @param {URL} url  Of answers.bin.
 * @param {{images: number, sha256: string}} facts
 * @returns {Promise<Answers>}
 * @throws {import("../../errors.js").RecogniserError}
 */
export async function readAnswers(url, { images, sha256 }) {
  const file = await readVerified(url, t("The file of answers"), sha256);
  return parseAnswers(await inflated(file), images);
}

/**
 * @param {Uint8Array} content  Of each image 16 x label + answer, then all probabilities.
 * @param {number} count
 * @returns {Answers}
 * @throws {DamagedError} When it holds another number of images.
 */
export function parseAnswers(content, count) {
  if (content.length !== count * (1 + DIGITS)) {
    throw new DamagedError(
      t("The answers hold {found} bytes where {expected} belong: publish the model again.", { found: content.length, expected: count * (1 + DIGITS) }),
    );
  }
  const told = content.subarray(0, count);
  return { labels: told.map((both) => both >> 4), answers: told.map((both) => both & 15), shares: content.subarray(count) };
}

/**
 * @param {Answers} answers
 * @param {number} image
 * @returns {number[]} The probability of each digit, 0 to 1.
 */
export function probabilitiesOf({ shares }, image) {
  return Array.from(shares.subarray(DIGITS * image, DIGITS * (image + 1)), (share) => share / 255);
}
