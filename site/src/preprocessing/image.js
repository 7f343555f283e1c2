/**
 * From the image of one digit to the grid that the network reads, by the same rule as strokes. Twin of
 * `trainer/reading/image.py`; a test compares both.
 *
 * Our own, because a canvas scales images differently in each browser, and the twins must agree.
 */
import { withThinnerLines } from "./pen.js";
import { dilated, FAINTEST, photoContrast, SPECK, withoutSpecks } from "./photo.js";
import { borderOf, largest, median, smallest } from "./pixels.js";
import { withoutLines } from "./ruled-lines.js";
import { sheetOf } from "./sheet.js";
import { shrunk } from "./shrink.js";
import { BOX, centreByMass, GRID } from "./strokes.js";

/**
 * Faint ink belongs to the digit where strong ink is nearer than the digit's longer side divided by this, a little more than a pixel
 * of the grid: the soft edge of a line is no wider.
 */
const MARGIN = 16;
/** When this share of the pixels has exactly the lowest or the highest value, that is the background, wherever the ink is. */
const FLAT = 0.4;
/** The width of lines is measured in ink of at most so many pixels: noise is averaged out there. */
const LINES = 160;
/** The share of the ink that is fainter than full ink: thin and pale lines are brightened until this holds, as in MNIST. */
const FULL = 0.95;

/**
 * @typedef {object} Brightness
 * @property {ArrayLike<number>} values  Row by row, in any range.
 * @property {number} width  Pixels.
 * @property {number} height  Pixels.
 */

/** @typedef {import("./photo.js").Image} Image */

/**
 * @typedef {Image & {isPhoto: boolean}} Contrast  What differs from the background, ink and dirt; 0 where nothing does. Whether the
 *     picture is a photograph.
 * @typedef {Image & {isGrid: boolean}} Ink  0 where there is none; whether the picture is a grid already, its ink 20 pixels long: then
 *     it stays as it is, each faint pixel too.
 */

/**
 * @param {Brightness} image
 * @returns {Float64Array | null} 784 values in 0..1, ink is 1; null for an image of one colour.
 */
export function imageToGrid(image) {
  const contrast = contrastOn(prepared(image));
  return contrast && inkToGrid(inkOf(contrast));
}

/**
 * @param {Brightness} image
 * @returns {Image} A large one is smaller, ruled lines are taken out, and it is cut to the sheet.
 */
export function prepared({ values, width, height }) {
  const image = { values: new Float64Array(values), width, height };
  return width === GRID && height === GRID ? image : sheetOf(withoutLines(shrunk(image)));
}

/**
 * The background is the colour of the border, and ink is what differs from it, darker or lighter. Where the border itself has
 * several colours, and no large part of the image has one value, the image is a photograph, and the background is what is around
 * the ink.
 *
 * @param {Image} sheet
 * @returns {Contrast | null} Null for an image of one colour.
 */
export function contrastOn(sheet) {
  const background = backgroundOf(sheet);
  const values = background === null ? photoContrast(sheet) : differences(sheet.values, background);
  return largest(values) > 0 ? { ...sheet, values, isPhoto: background === null } : null;
}

/**
 * @param {Contrast} contrast
 * @param {number} [least]  A component with less than this share of the largest one's ink is a speck.
 * @returns {Ink} Without what is no ink.
 */
export function inkOf({ values, width, height, isPhoto }, least = SPECK) {
  const ink = { values: isPhoto ? withoutSpecks({ values, width, height }, false, least) : values, width, height };
  const isGrid = hasFormOfMnist(ink);
  return { ...(isPhoto || isGrid ? ink : clean(ink, least)), isGrid };
}

/**
 * @param {Ink} ink
 * @returns {Float64Array} 784 values in 0..1.
 */
export function inkToGrid(ink) {
  const cropped = cropToInk(ink);
  if (ink.isGrid) return centreByMass(scaleToBox(cropped));
  const isLarge = Math.max(cropped.width, cropped.height) > LINES;
  const small = isLarge ? { values: scaleToBox(cropped, LINES), width: LINES, height: LINES } : cropped;
  const lines = withThinnerLines(small);
  return centreByMass(brightened(scaleToBox(lines === small ? cropped : cropToInk(lines))));
}

/**
 * @param {Image} image
 * @returns {number | null} How bright an even background is; null for a photograph.
 */
function backgroundOf({ values, width, height }) {
  const border = borderOf(values, width, height);
  const middle = median(border);
  if (median(border.map((value) => Math.abs(value - middle))) === 0) return middle;
  const ends = [smallest(values), largest(values)];
  const [low, high] = ends.map((end) => values.reduce((count, value) => count + (value === end ? 1 : 0), 0) / values.length);
  if (Math.max(low, high) < FLAT) return null;
  return low >= high ? ends[0] : ends[1];
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
 * @param {Image} ink
 * @returns {boolean} Whether it is a grid already.
 */
function hasFormOfMnist({ values, width, height }) {
  if (width !== GRID || height !== GRID) return false;
  const { columns, rows } = boxOf({ values, width, height });
  return Math.max(columns, rows) === BOX;
}

/**
 * @param {Image} ink
 * @param {number} least
 * @returns {Image} Without specks, and without faint ink that is not at the edge of strong ink, such as a watermark. At the edge, what
 *     is as faint as the faint ink elsewhere is left out too.
 */
function clean({ values, width, height }, least) {
  const floor = FAINTEST * largest(values);
  const strong = withoutSpecks({ values: values.map((value) => (value > floor ? value : 0)), width, height }, true, least);
  const { columns, rows } = boxOf({ values: strong, width, height });
  const near = dilated({ values: strong, width, height }, Math.ceil(Math.max(columns, rows) / MARGIN));
  const dirt = values.reduce((most, value, i) => (near[i] > 0 || value > floor ? most : Math.max(most, value)), 0);
  return { values: values.map((value, i) => (near[i] > 0 && value > dirt ? value : 0)), width, height };
}

/**
 * @param {Float64Array} box
 * @returns {Float64Array} Divided by its 95th percentile of ink, so that thin and pale lines are as strong as those of MNIST.
 */
function brightened(box) {
  const ink = box.filter((value) => value > 0).sort();
  const full = ink[Math.floor(FULL * (ink.length - 1))];
  return box.map((value) => Math.min(value / full, 1));
}

/**
 * @param {Image} ink
 * @returns {{left: number, top: number, columns: number, rows: number}} The rectangle around the ink.
 */
function boxOf({ values, width, height }) {
  let [left, right, top, bottom] = [width, -1, height, -1];
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if (values[i] === 0) continue;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      bottom = y;
    }
  }
  return { left, top, columns: right - left + 1, rows: bottom - top + 1 };
}

/**
 * @param {Image} ink
 * @returns {Image} The rectangle around the ink, its strongest ink 1.
 */
export function cropToInk(ink) {
  const { left, top, columns, rows } = boxOf(ink);
  const { values, width } = ink;
  const most = largest(values);
  const kept = new Float64Array(columns * rows);
  for (let y = 0, i = 0; y < rows; y++) for (let x = 0; x < columns; x++, i++) kept[i] = values[(top + y) * width + left + x] / most;
  return { values: kept, width: columns, height: rows };
}

/**
 * @param {Image} ink
 * @param {number} [side]  Of the box.
 * @returns {Float64Array} The pixels of the box, each the mean of the source pixels under it.
 */
export function scaleToBox({ values, width, height }, side = BOX) {
  const scale = side / Math.max(width, height);
  const [across, down] = [overlaps(width, scale, side), overlaps(height, scale, side)];
  const narrow = new Float64Array(height * side);
  for (let y = 0; y < height; y++) {
    for (let column = 0; column < side; column++) {
      let sum = 0;
      for (const [x, share] of across[column]) sum += share * values[y * width + x];
      narrow[y * side + column] = sum;
    }
  }
  const box = new Float64Array(side * side);
  down.forEach((shares, row) => {
    for (const [y, share] of shares) for (let x = 0; x < side; x++) box[row * side + x] += share * narrow[y * side + x];
  });
  return box;
}

/**
 * @param {number} pixels
 * @param {number} scale
 * @param {number} side
 * @returns {[number, number][][]} For each pixel of the box, the source pixels that lie in it, and how much of it each covers.
 */
function overlaps(pixels, scale, side) {
  // A whole pixel, so that MNIST's own images come out unchanged. By rounding, 20 / n * n may exceed 20.
  const start = Math.floor((side - pixels * scale) / 2 + 1e-9);
  const edge = (/** @type {number} */ i) => Math.min(Math.max((i - start) / scale, 0), pixels);
  return Array.from({ length: side }, (_, i) => {
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
