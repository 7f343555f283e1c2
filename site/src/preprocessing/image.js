/**
 * From the image of one digit to the grid that the network reads, by the same rule as strokes. Twin of
 * `trainer/reading/image.py`; a test compares both.
 *
 * Our own, because a canvas scales images differently in each browser, and the twins must agree.
 */
import { borderOf, largest, median, photoInk, smallest } from "./photo.js";
import { BOX, centreByMass } from "./strokes.js";

/** Images are reduced to less than twice this many pixels on the longer side: a digit needs 20. */
const FINE = 512;

/**
 * @typedef {object} Brightness
 * @property {ArrayLike<number>} values  Row by row, in any range.
 * @property {number} width  Pixels.
 * @property {number} height  Pixels.
 */

/** @typedef {import("./photo.js").Image} Image */

/**
 * The background is the colour of the border, and ink is what differs from it, darker or lighter. Where the border itself has
 * several colours, the image is a photograph, and the background is what is around the ink.
 *
 * @param {Brightness} image
 * @returns {Float64Array | null} 784 values in 0..1, ink is 1; null for an image of one colour.
 */
export function imageToGrid(image) {
  const reduced = blockMeans(image);
  const { values, width, height } = reduced;
  const border = borderOf(values, width, height);
  const background = median(border);
  const isPlain = median(border.map((value) => Math.abs(value - background))) === 0;
  const ink = isPlain ? differences(values, background) : photoInk(reduced);
  if (!ink.some((value) => value > 0)) return null;
  return centreByMass(scaleToBox(cropToInk({ values: ink, width, height })));
}

/**
 * @param {Float64Array} values
 * @param {number} background
 * @returns {Float64Array} How much each is darker than the background, or lighter where the ink is light; 0 where it is not.
 */
function differences(values, background) {
  const sign = largest(values) - background > background - smallest(values) ? 1 : -1;
  return values.map((value) => Math.max(sign * (value - background), 0));
}

/**
 * @param {Brightness} image
 * @returns {Image} The means of square blocks of a large image, which has less noise too; a small image as it is.
 */
function blockMeans({ values, width, height }) {
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

/**
 * @param {Image} ink
 * @returns {Image} The rectangle around the ink, its strongest ink 1.
 */
function cropToInk({ values, width, height }) {
  const most = largest(values);
  let [left, right, top, bottom] = [width, -1, height, -1];
  values.forEach((value, i) => {
    if (value === 0) return;
    const [x, y] = [i % width, Math.floor(i / width)];
    [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)];
  });
  const [columns, rows] = [right - left + 1, bottom - top + 1];
  const kept = Float64Array.from({ length: columns * rows }, (_, i) => values[(top + Math.floor(i / columns)) * width + left + (i % columns)] / most);
  return { values: kept, width: columns, height: rows };
}

/**
 * @param {Image} ink
 * @returns {Float64Array} The 400 pixels of the box, each the mean of the source pixels under it.
 */
function scaleToBox({ values, width, height }) {
  const scale = BOX / Math.max(width, height);
  const [across, down] = [overlaps(width, scale), overlaps(height, scale)];
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
 * @returns {[number, number][][]} For each pixel of the box, the source pixels that lie in it, and how much of it each covers.
 */
function overlaps(pixels, scale) {
  const start = Math.floor((BOX - pixels * scale) / 2); // A whole pixel, so that MNIST's own images come out unchanged.
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
