/**
 * Reads what `python -m export derive` writes for the pages of errors: the confusion matrices of all models.
 *
 * @typedef {object} Model
 * @property {string} name
 * @property {string} title
 * @property {{images: number, bytes: number, sha256: string} | null} answers  Of its answers.bin; null where none is published.
 * @property {Record<string, number[][]>} confusions  By set: a row for each label, in it a count for each answer.
 *
 * @typedef {object} DigitSet
 * @property {string} file  "mnist", or the name of a file of drawings.
 * @property {string} title
 * @property {string} role  "test", "development", ...
 * @property {number} images
 *
 * @typedef {object} Confusions
 * @property {string} default  The name of the model that is shown first.
 * @property {DigitSet[]} sets  The test images of MNIST first.
 * @property {Model[]} models  The one with the fewest errors first.
 */
import { readPublished } from "../../app/published/read-published.js";
import { t } from "../../words/sentence.js";

/**
 * @param {URL} url  Of confusions.json.
 * @returns {Promise<Confusions>}
 * @throws {import("../../errors.js").RecogniserError}
 */
export async function readConfusions(url) {
  const [found] = await readPublished(url, t("The list of confusion matrices"), (content) => {
    const whole = content.sets[0].images > 0 && content.models.length > 0;
    return whole && content.models.every((/** @type {any} */ { confusions }) => confusions.mnist.length === 10) ? [content] : [];
  });
  return found;
}
