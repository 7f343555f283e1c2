/**
 * Reads the atlas that `python -m export atlas` makes: places, labels and answers of all test images, and their features.
 *
 * @typedef {object} Facts  What atlas.json holds.
 * @property {number} images
 * @property {Record<string, {bytes: number, sha256: string}>} files
 * @property {Record<string, string>} weights  SHA-256 of each weights file of the model.
 * @property {import("./features.js").Projection} features
 *
 * @typedef {object} Atlas  Of `count` images, each by its place in the test set, from 0.
 * @property {number} count
 * @property {Float64Array} x  0 to 1, from the left.
 * @property {Float64Array} y  0 to 1, from the top.
 * @property {Uint8Array} labels
 * @property {Uint8Array} answers  The likeliest digit.
 * @property {Float64Array} confidences  Of the answer, 0 to 1.
 * @property {number[]} misread  The images whose answer is not their label.
 */
import { DamagedError, RecogniserError } from "../../errors.js";
import { hasSha256, place, readBytes, readChecked } from "../../read-bytes.js";
import { t } from "../../words/sentence.js";

/** Bytes of an image in map.bin. */
const EACH = 6;

/** The largest coordinate. */
const FAR = 65535;

/**
 * @param {URL} url  Of atlas.json.
 * @returns {Promise<{facts: Facts, atlas: Atlas}>}
 * @throws {RecogniserError}
 */
export async function readAtlas(url) {
  const facts = await readChecked((reading) => readFacts(url, reading));
  return { facts, atlas: parseMap(await readPart(url, facts, "map.bin", t("The map of the test images")), facts.images) };
}

/**
 * @param {URL} url  Of atlas.json.
 * @param {Facts} facts
 * @returns {Promise<ArrayBuffer>}
 */
export function readFeatureBytes(url, facts) {
  return readPart(url, facts, "features.bin", t("The features of the test images"));
}

/**
 * @param {URL} url
 * @param {import("../../words/sentence.js").Words} what
 * @param {string} sha256
 * @returns {Promise<ArrayBuffer>} What has that SHA-256.
 * @throws {RecogniserError}
 */
export function readVerified(url, what, sha256) {
  return readChecked(async (reading) => {
    const bytes = await readBytes(url, what, reading);
    if (await hasSha256(bytes, sha256)) return bytes;
    throw new DamagedError(t("{what} at {url} is not what was published: reload this page, or publish it again.", { what, url: place(url) }));
  });
}

/**
 * @param {URL} url
 * @param {Facts} facts
 * @param {string} name
 * @param {import("../../words/sentence.js").Words} what
 */
function readPart(url, facts, name, what) {
  return readVerified(new URL(name, url), what, facts.files[name].sha256);
}

/**
 * @param {URL} url
 * @param {import("../../read-bytes.js").Reading} reading
 * @returns {Promise<Facts>}
 */
async function readFacts(url, reading) {
  const text = new TextDecoder().decode(await readBytes(url, t("The atlas"), reading));
  try {
    const facts = JSON.parse(text);
    if (!Number.isInteger(facts.images) || !facts.files["map.bin"] || !facts.features) throw new Error("a part is missing");
    return facts;
  } catch (error) {
    throw new DamagedError(
      t('The atlas at {url} cannot be read: make it again with "python -m export atlas RUN" and publish the run.', { url: place(url) }),
      error,
    );
  }
}

/**
 * @param {ArrayBuffer} bytes  All x, then all y, as uint16, then 16 x label + answer, then the confidence.
 * @param {number} count
 * @returns {Atlas}
 * @throws {RecogniserError} When it holds another number of images.
 */
export function parseMap(bytes, count) {
  if (bytes.byteLength !== EACH * count)
    throw new RecogniserError(t("The map holds {found} bytes where {expected} belong: publish it again.", { found: bytes.byteLength, expected: EACH * count }));
  const view = new DataView(bytes);
  const coordinates = (/** @type {number} */ from) => Float64Array.from({ length: count }, (_, i) => view.getUint16(from + 2 * i, true) / FAR);
  const told = new Uint8Array(bytes, 4 * count, count);
  const [labels, answers] = [told.map((both) => both >> 4), told.map((both) => both & 15)];
  const misread = [...labels.keys()].filter((i) => labels[i] !== answers[i]);
  const confidences = Float64Array.from(new Uint8Array(bytes, 5 * count, count), (value) => value / 255);
  return { count, x: coordinates(0), y: coordinates(2 * count), labels, answers, confidences, misread };
}
