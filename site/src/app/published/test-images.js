/**
 * Test images of MNIST to try. They are fetched when the visitor asks for the first one.
 *
 * @typedef {{index: number, label: number, grid: Float64Array}} TestImage  `index` is its place in the test set, from 0.
 */
import { PIXELS } from "../../preprocessing/strokes.js";
import { t } from "../../words/sentence.js";
import { readPublished } from "./read-published.js";

/**
 * @param {() => Promise<TestImage[]>} read  All of them.
 * @returns {() => Promise<TestImage>} Gives a different one each time, until all were shown. Rejects as `read` does.
 */
export function createTestImages(read) {
  /** @type {TestImage[]} Those that were not shown in this round. The last one is the next. */
  let left = [];
  return async () => {
    if (left.length === 0) left = shuffled(await read());
    return /** @type {TestImage} */ (left.pop());
  };
}

/**
 * @param {URL} url
 * @returns {Promise<TestImage[]>} At least one.
 * @throws {import("../../errors.js").RecogniserError}
 */
export function readTestImages(url) {
  return readPublished(url, t("The file of test images"), ({ images }) =>
    images.map((/** @type {{index: number, label: number, ink: string}} */ { index, label, ink }) => ({ index, label, grid: gridOf(ink) })),
  );
}

/**
 * @param {string} ink  784 bytes in base 64.
 * @returns {Float64Array}
 */
function gridOf(ink) {
  const bytes = atob(ink);
  if (bytes.length !== PIXELS) throw new Error("not 28 by 28 pixels");
  return Float64Array.from(bytes, (byte) => byte.charCodeAt(0) / 255);
}

/**
 * @template T
 * @param {T[]} list
 * @returns {T[]}
 */
function shuffled(list) {
  return list
    .map((item) => ({ item, order: Math.random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ item }) => item);
}
