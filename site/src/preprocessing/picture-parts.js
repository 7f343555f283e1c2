/**
 * Finds what a picture may show: one digit, or several from left to right. Connected parts of the ink are sorted by their middles, and
 * every sequence of up to four neighbours is a possible segment; so is all the ink.
 *
 * Twin of `trainer/reading/picture_parts.py`, where each constant has its reason; a test compares both.
 *
 * @typedef {import("./number-marks.js").Box} Box
 * @typedef {import("./photo.js").Image} Image
 *
 * @typedef {object} Segment  Places of parts: from `first` to before `end`.
 * @property {number} first
 * @property {number} end
 * @property {string | null} mark  The sign that the part is by its shape, `-`, `.` or `,`; null where the network says what it is.
 * @property {Float64Array | null} grid  What the network reads; null for a sign.
 *
 * @typedef {object} PictureParts  What a picture shows, before a network has read it.
 * @property {Float64Array} grid  All the ink, as `imageToGrid` gives it.
 * @property {Float64Array} shown  A square to look at, of any number of pixels.
 * @property {Box[]} boxes  Around each part, from left to right, in pixels.
 * @property {Segment[]} segments  All that are possible beside the whole; none for a picture of one part.
 *
 * @typedef {object} Part
 * @property {Image} ink  Of the whole picture.
 * @property {Int32Array} components  Of the ink.
 * @property {number} component  The part's.
 * @property {Box} box
 * @property {string | null} mark
 */
import { contrastOn, cropToInk, inkOf, inkToGrid, prepared, scaleToBox } from "./image.js";
import { joinedBox } from "./number-marks.js";
import { SPECK } from "./photo.js";
import { marksOf } from "./picture-marks.js";
import { onePart } from "./picture-number.js";
import { componentsOf, countOf, largest } from "./pixels.js";
import { MOST_IN_ALL, MOST_TOGETHER } from "./segmentation.js";

/** A part with less ink than this share of the largest one is a speck. */
const DOT = 1 / 80;
/** Pixels on each side of the square to look at, and of its margin. */
const [SHOWN, MARGIN] = [160, 10];

/**
 * @param {import("./image.js").Brightness} image
 * @returns {PictureParts | null} Null for a picture of one colour.
 */
export function pictureParts(image) {
  const contrast = contrastOn(prepared(image));
  if (contrast === null) return null;
  const ink = inkOf(contrast);
  const grid = inkToGrid(ink);
  if (ink.isGrid || countOf(componentsOf(ink.values, ink.width, ink.height)) < 2) return onePart(grid);
  const parts = partsOf(inkOf(contrast, DOT));
  if (parts.length < 2 || parts.length > MOST_IN_ALL) return onePart(grid);
  return { grid, shown: squareOf(ink), boxes: parts.map(({ box }) => box), segments: segmentsOf(parts) };
}

/**
 * @param {Image} ink
 * @returns {Part[]} From left to right.
 */
function partsOf(ink) {
  const { values, width, height } = ink;
  const components = componentsOf(values, width, height);
  const count = countOf(components);
  const mass = new Float64Array(count + 1);
  const boxes = Array.from({ length: count }, () => ({ left: Infinity, right: 0, top: Infinity, bottom: 0, width: 0, height: 0 }));
  components.forEach((component, i) => {
    if (component === 0) return;
    mass[component] += values[i];
    const [box, x, y] = [boxes[component - 1], i % width, Math.floor(i / width)];
    Object.assign(box, { left: Math.min(box.left, x), right: Math.max(box.right, x + 1), top: Math.min(box.top, y), bottom: Math.max(box.bottom, y + 1) });
  });
  for (const box of boxes) Object.assign(box, { width: box.right - box.left, height: box.bottom - box.top });
  const marks = marksOf(boxes);
  const least = SPECK * largest(mass);
  return [...boxes.keys()]
    .sort((a, b) => boxes[a].left + boxes[a].right - boxes[b].left - boxes[b].right || a - b)
    .filter((i, place) => mass[i + 1] >= least || (marks[i] !== null && place > 0 && place < count - 1))
    .map((i) => ({ ink, components, component: i + 1, box: boxes[i], mark: marks[i] }));
}

/**
 * @param {Part[]} parts
 * @returns {Segment[]} All that are possible; a sign is a segment alone, and all parts together are the whole.
 */
function segmentsOf(parts) {
  return parts.flatMap(
    /** @returns {Segment[]} */ ({ mark }, first) => {
      if (mark !== null) return [{ first, end: first + 1, mark, grid: null }];
      const next = parts.findIndex((part, place) => place > first && part.mark !== null);
      const last = Math.min(first + MOST_TOGETHER, next < 0 ? parts.length : next);
      return Array.from({ length: last - first }, (_, more) => first + more + 1)
        .filter((end) => end - first < parts.length)
        .map((end) => ({ first, end, mark: null, grid: inkToGrid({ ...together(parts.slice(first, end)), isGrid: false }) }));
    },
  );
}

/**
 * @param {Part[]} parts
 * @returns {Image} Their ink, in the box around them.
 */
function together(parts) {
  const { left, top, width, height } = joinedBox(parts.map(({ box }) => box));
  const [{ ink, components }, wanted] = [parts[0], new Set(parts.map(({ component }) => component))];
  const values = new Float64Array(width * height);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const at = (top + y) * ink.width + left + x;
      if (components[at] !== 0 && wanted.has(components[at])) values[i] = ink.values[at];
    }
  }
  return { values, width, height };
}

/** @param {Image} ink */
function squareOf(ink) {
  const inner = SHOWN - 2 * MARGIN;
  const box = scaleToBox(cropToInk(ink), inner);
  const square = new Float64Array(SHOWN * SHOWN);
  for (let y = 0; y < inner; y++) square.set(box.subarray(y * inner, (y + 1) * inner), (y + MARGIN) * SHOWN + MARGIN);
  return square.map((value) => Math.min(value, 1));
}
