/**
 * The image of one digit to the grid that the network reads, by the rule that strokes go by. Twin of `image_to_grid` in
 * `trainer/reading/strokes.py`; a test holds them to each other.
 */
import { BOX, centred } from "./strokes.js";
import { borderOf, median, photographInk } from "./photo.js";

/** Images are read at this many pixels or up to twice as many: a digit needs 20. */
const FINE = 512;

/**
 * @typedef {object} Brightness
 * @property {ArrayLike<number>} values  Row by row, in any range.
 * @property {number} width
 * @property {number} height
 */

/**
 * The ground is what the border shows; ink is what differs from it, whether darker or lighter. Where the border itself
 * differs, the image is a photograph, and the ground is what surrounds the ink.
 *
 * @param {Brightness} image
 * @returns {Float64Array | null} 784 values in 0..1, ink is 1; null for an image of one colour.
 */
export function imageToGrid(image) {
  const picture = shrunk(image);
  const { values, width, height } = picture;
  const border = borderOf(values, width, height);
  const ground = median(border);
  const plain = median(border.map((value) => Math.abs(value - ground))) === 0;
  const ink = plain ? differing(values, ground) : photographInk(picture);
  if (!ink.some((value) => value > 0)) return null;
  return centred(fitted(cropped({ values: ink, width, height })));
}

/**
 * @param {Float64Array} values
 * @param {number} ground
 * @returns {Float64Array} How much each is darker than the ground, or lighter where the ink is light; 0 where it is not.
 */
function differing(values, ground) {
  const [least, most] = values.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [Infinity, -Infinity]);
  const sign = most - ground > ground - least ? 1 : -1;
  return values.map((value) => Math.max(sign * (value - ground), 0));
}

/**
 * Averages square blocks of a large image: what is left is no larger than twice `FINE`, and far less noisy.
 *
 * @param {Brightness} image
 * @returns {{values: Float64Array, width: number, height: number}}
 */
function shrunk({ values, width, height }) {
  const block = Math.floor(Math.max(width, height) / FINE);
  if (block < 2) return { values: Float64Array.from(values), width, height };
  const [columns, rows] = [Math.max(Math.floor(width / block), 1), Math.max(Math.floor(height / block), 1)];
  const [across, down] = [Math.min(block, width), Math.min(block, height)];
  const means = Float64Array.from({ length: columns * rows }, (_, i) => {
    const [left, top] = [(i % columns) * block, Math.floor(i / columns) * block];
    let sum = 0;
    for (let y = 0; y < down; y++) for (let x = 0; x < across; x++) sum += values[(top + y) * width + left + x];
    return sum / (across * down);
  });
  return { values: means, width: columns, height: rows };
}

/** @param {{values: Float64Array, width: number, height: number}} ink */
function cropped({ values, width, height }) {
  let [left, right, top, bottom, most] = [width, -1, height, -1, 0];
  values.forEach((value, i) => {
    if (value === 0) return;
    const [x, y] = [i % width, Math.floor(i / width)];
    [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)];
    most = Math.max(most, value);
  });
  const [columns, rows] = [right - left + 1, bottom - top + 1];
  const kept = Float64Array.from({ length: columns * rows }, (_, i) => values[(top + Math.floor(i / columns)) * width + left + (i % columns)] / most);
  return { values: kept, width: columns, height: rows };
}

/**
 * @param {{values: Float64Array, width: number, height: number}} ink
 * @returns {Float64Array} The box's 400 pixels.
 */
function fitted({ values, width, height }) {
  const scale = BOX / Math.max(width, height);
  const [across, down] = [overlap(width, scale), overlap(height, scale)];
  const narrow = new Float64Array(height * BOX);
  for (let y = 0; y < height; y++) {
    across.forEach((shares, column) => {
      for (const [x, share] of shares) narrow[y * BOX + column] += share * values[y * width + x];
    });
  }
  const box = new Float64Array(BOX * BOX);
  down.forEach((shares, row) => {
    for (const [y, share] of shares) for (let x = 0; x < BOX; x++) box[row * BOX + x] += share * narrow[y * BOX + x];
  });
  return box;
}

/**
 * @param {number} pixels
 * @param {number} scale
 * @returns {[number, number][][]} For each pixel of the box, which source pixels lie in it, and how much of it each covers.
 */
function overlap(pixels, scale) {
  const start = Math.floor((BOX - pixels * scale) / 2); // A whole pixel, so that MNIST's own images come out as they went in.
  const edge = (/** @type {number} */ i) => Math.min(Math.max((i - start) / scale, 0), pixels);
  return Array.from({ length: BOX }, (_, i) => {
    const [from, to] = [edge(i), edge(i + 1)];
    /** @type {[number, number][]} */
    const shares = [];
    for (let source = Math.floor(from); source < to; source++) {
      const shared = Math.min(to, source + 1) - Math.max(from, source);
      if (shared > 0) shares.push([source, shared * scale]);
    }
    return shares;
  });
}
