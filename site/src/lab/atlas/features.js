/**
 * Which test images are most like a drawing for the network: the nearest by what its last layer reads, and a place on the map for it.
 *
 * @typedef {object} Projection  How features become fewer numbers; see `export/atlas.py`.
 * @property {number} features
 * @property {number} dimensions
 * @property {number} scale
 * @property {string} mean  `features` numbers, float32 in base 64.
 * @property {string} matrix  `dimensions` rows of `features` numbers.
 *
 * @typedef {object} Neighbour
 * @property {number} image
 * @property {number} distance  In feature space, where drawings have length 1.
 */
import { RecogniserError } from "../../errors.js";
import { unit } from "../../inference/few-shot.js";

/** Images that decide the place of a drawing. */
const DECIDE = 6;

/** How far from the nearest image, as a share of the map, another one may lie that has a part in the place: beyond is another group. */
const SAME_GROUP = 0.08;

export class Features {
  #projection;
  #mean;
  #matrix;
  #values;

  /**
   * @param {Projection} projection
   * @param {ArrayBuffer} bytes  `dimensions` numbers an image, int8.
   * @throws {RecogniserError} When the parts do not fit each other.
   */
  constructor(projection, bytes) {
    this.#projection = projection;
    this.#mean = numbersOf(projection.mean);
    this.#matrix = numbersOf(projection.matrix);
    this.#values = new Int8Array(bytes);
    const { features, dimensions } = projection;
    const fits = this.#mean.length === features && this.#matrix.length === dimensions * features && bytes.byteLength % dimensions === 0;
    if (!fits) throw new RecogniserError("The features of the test images do not fit each other: make the atlas again and publish it.");
  }

  /**
   * @param {Float32Array} features  Of a drawing.
   * @param {number} count
   * @returns {Neighbour[]} The nearest images, nearest first.
   * @throws {RecogniserError} When another model gave them.
   */
  nearest(features, count) {
    const { dimensions, scale } = this.#projection;
    const point = this.#reduced(features);
    const distances = Float64Array.from({ length: this.#values.length / dimensions }, (_, image) => this.#squared(point, image));
    return smallest(distances, count).map((image) => ({ image, distance: Math.sqrt(distances[image]) / scale }));
  }

  /**
   * @param {Float32Array} features
   * @returns {Float64Array}
   */
  #reduced(features) {
    const { features: width, dimensions, scale } = this.#projection;
    if (features.length !== width) throw new RecogniserError(`The model gives ${features.length} features where the atlas has ${width}: make the atlas again.`);
    const direction = unit(features);
    return Float64Array.from({ length: dimensions }, (_, row) => {
      let sum = 0;
      for (let i = 0; i < width; i++) sum += this.#matrix[row * width + i] * (direction[i] - this.#mean[i]);
      return scale * sum;
    });
  }

  /**
   * @param {Float64Array} point
   * @param {number} image
   */
  #squared(point, image) {
    let sum = 0; // A loop: this runs for each of 10,000 images while somebody draws.
    const first = image * point.length;
    for (let i = 0; i < point.length; i++) sum += (point[i] - this.#values[first + i]) ** 2;
    return sum;
  }
}

/**
 * @param {ReadonlyArray<Neighbour>} neighbours  Nearest first, at least one.
 * @param {Pick<import("./atlas-files.js").Atlas, "x" | "y">} atlas
 * @returns {{x: number, y: number}} The mean of those that lie in the group of the nearest one; a nearer one counts more. So a drawing
 *     between two groups lies in one of them, and not in the empty space between.
 */
export function placeOf(neighbours, { x, y }) {
  const [first] = neighbours;
  const near = neighbours.slice(0, DECIDE).filter(({ image }) => Math.hypot(x[image] - x[first.image], y[image] - y[first.image]) <= SAME_GROUP);
  const weights = near.map(({ distance }) => 1 / (distance + 1e-6));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const mean = (/** @type {Float64Array} */ values) => near.reduce((total, { image }, i) => total + values[image] * weights[i], 0) / sum;
  return { x: mean(x), y: mean(y) };
}

/**
 * @param {Float64Array} values
 * @param {number} count
 * @returns {number[]} Where the smallest values are, the smallest first.
 */
export function smallest(values, count) {
  /** @type {number[]} */
  const found = [];
  for (let i = 0; i < values.length; i++) {
    if (found.length === count && values[i] >= values[found[count - 1]]) continue;
    const at = found.findIndex((other) => values[i] < values[other]);
    found.splice(at === -1 ? found.length : at, 0, i);
    if (found.length > count) found.pop();
  }
  return found;
}

/** @param {string} text  float32, little-endian, in base 64. */
function numbersOf(text) {
  const view = new DataView(Uint8Array.from(atob(text), (byte) => byte.charCodeAt(0)).buffer);
  return Float32Array.from({ length: Math.floor(view.byteLength / 4) }, (_, i) => view.getFloat32(4 * i, true));
}
