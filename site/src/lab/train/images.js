/**
 * The images to train on and to test with: `export/figures/lab_images.py` writes the file and says what is in it.
 *
 * @typedef {import("../engine/trainer.js").Images} Images
 * @typedef {{training: Images, test: Images}} Sets
 * @typedef {{training: number, test: number, file: string, bytes: number, sha256: string}} About  What lab-images.json says.
 */
import { DamagedError, RecogniserError } from "../../errors.js";
import { PIXELS } from "../../preprocessing/strokes.js";
import { hasSha256, readBytes, readChecked } from "../../read-bytes.js";
import { inflated } from "../inflate.js";
import { t } from "../../words/sentence.js";

/**
 * @param {URL} url  Of lab-images.json.
 * @returns {Promise<Sets>}
 * @throws {RecogniserError}
 */
export async function readImages(url) {
  const about = await readAbout(url);
  return readChecked(async (reading) => {
    const file = await readBytes(new URL(about.file, url), t("The file of training images"), reading);
    if (file.byteLength !== about.bytes || !(await hasSha256(file, about.sha256))) {
      throw new DamagedError(t("The file of training images is not the one that was published: reload the page, or publish it again."));
    }
    return unpacked(await inflated(file), about);
  });
}

/**
 * @param {URL} url
 * @returns {Promise<About>}
 */
async function readAbout(url) {
  const text = new TextDecoder().decode(await readBytes(url, t("The list of training images")));
  try {
    const about = JSON.parse(text);
    if (Number.isInteger(about.training) && Number.isInteger(about.test) && typeof about.file === "string") return about;
    throw new Error("incomplete");
  } catch (error) {
    throw new RecogniserError(t('The list of training images at {url} cannot be read: run "python -m export dataset" again.', { url: url.href }), error);
  }
}

/**
 * @param {Uint8Array} content  Labels, then 392 bytes an image, two pixels a byte, the left one in the upper half.
 * @param {Pick<About, "training" | "test">} about
 * @returns {Sets}
 */
export function unpacked(content, { training, test }) {
  const count = training + test;
  if (content.length !== count * (1 + PIXELS / 2))
    throw new DamagedError(t("The file of training images has another size than its list says: publish it again."));
  const grids = new Float32Array(count * PIXELS);
  for (let i = 0; i < grids.length / 2; i++) {
    grids[2 * i] = (content[count + i] >> 4) / 15;
    grids[2 * i + 1] = (content[count + i] & 15) / 15;
  }
  return {
    training: { grids: grids.subarray(0, training * PIXELS), labels: content.slice(0, training) },
    test: { grids: grids.subarray(training * PIXELS), labels: content.slice(training, count) },
  };
}
