/**
 * Real test images of MNIST to try, fetched when somebody asks for one.
 *
 * @typedef {{index: number, label: number, grid: Float64Array}} TestImage  Its place in the test set, from 0.
 */
import { PIXELS } from "../preprocessing/strokes.js";
import { RecogniserError } from "../errors.js";
import { readBytes } from "../read-bytes.js";

export class TestImages {
  /** @type {TestImage[]} Those that have not been shown in this round, the next one last. */
  #left = [];

  /** @param {URL} url  Of the file that the figures step wrote. */
  constructor(url) {
    this.url = url;
  }

  /**
   * @returns {Promise<TestImage>} Another one each time, until all have been shown.
   * @throws {RecogniserError}
   */
  async next() {
    if (this.#left.length === 0) this.#left = shuffled(await read(this.url));
    return /** @type {TestImage} */ (this.#left.pop());
  }
}

/**
 * @param {URL} url
 * @returns {Promise<TestImage[]>} At least one.
 */
async function read(url) {
  const text = new TextDecoder().decode(await readBytes(url, "The file of test images"));
  try {
    const { images } = JSON.parse(text);
    if (images.length === 0) throw new Error("no images");
    return images.map((/** @type {{index: number, label: number, ink: string}} */ { index, label, ink }) => ({ index, label, grid: gridOf(ink) }));
  } catch (error) {
    throw new RecogniserError(`The file of test images at ${url} cannot be read: publish the models again.`, error);
  }
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
  return list.map((item) => ({ item, order: Math.random() })).sort((a, b) => a.order - b.order).map(({ item }) => item);
}
