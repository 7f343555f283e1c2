/**
 * Brings very broad lines of a picture nearer to the pen that networks know.
 *
 * Twin of `trainer/reading/pen.py`, where each constant has its reason; a test compares both.
 *
 * @typedef {import("./photo.js").Image} Image
 */
import { componentsOf, countOf, median, select } from "./pixels.js";

/** Ink with a shorter longer side, in pixels, is left as it is. */
const SMALLEST = 60;
/** Lines above the first width, in longer sides of the ink, are made as thin as the second. */
const [BROADEST, BROAD] = [0.17, 0.14];
/** Ink that is broader is no line. */
const SOLID = 0.4;
/** Ink and paper with more connected parts have noise, or are dithered. */
const PARTS = 7;
/** The share of the places along the lines that are narrowest: thinning leaves these a line. */
const NARROW = 0.1;

/**
 * The width is measured along the ridge of the distance from each pixel to the nearest one without ink.
 *
 * @param {Image} ink  Cut to its ink, at most 1.
 * @returns {Image} The same where its lines are no broader than those of a pen; or ink of 0 to 1.
 */
export function withThinnerLines(ink) {
  const side = Math.max(ink.width, ink.height);
  if (side < SMALLEST) return ink;
  const lines = padded(ink, 1);
  const paper = { ...lines, values: lines.values.map((value) => 1 - value) };
  if (countOf(componentsOf(lines.values, lines.width, lines.height)) + countOf(componentsOf(paper.values, lines.width, lines.height)) > PARTS) return ink;
  const inside = distances(lines);
  const ridge = ridgeOf(inside, lines.width);
  if (ridge.length === 0) return ink;
  const width = (2 * median(ridge) - 1) / side;
  if (width <= BROADEST || width > SOLID) return ink;
  const narrow = select(ridge, Math.floor(NARROW * (ridge.length - 1)));
  const less = Math.min(((width - BROAD) * side) / (2 * (1 - BROAD)), narrow - 1); // On each side of a line; the ink becomes shorter too.
  return { ...lines, values: inside.map((distance) => Math.min(Math.max(distance - less, 0), 1)) };
}

/**
 * @param {Image} ink
 * @param {number} margin
 * @returns {Image} 1 where there is much ink, 0 elsewhere.
 */
function padded({ values, width, height }, margin) {
  const mask = { values: new Float64Array((width + 2 * margin) * (height + 2 * margin)), width: width + 2 * margin, height: height + 2 * margin };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) if (values[y * width + x] > 0.5) mask.values[(y + margin) * mask.width + x + margin] = 1;
  }
  return mask;
}

/**
 * @param {Float64Array} inside  Distances; 0 in the margin.
 * @param {number} width
 * @returns {Float64Array} Those of the pixels that are as far from the outside as all around them, or farther.
 */
function ridgeOf(inside, width) {
  const around = [-width - 1, -width, -width + 1, -1, 1, width - 1, width, width + 1];
  return inside.filter((distance, i) => distance > 0 && around.every((step) => inside[i + step] <= distance));
}

/**
 * Source: Felzenszwalb and Huttenlocher, "Distance Transforms of Sampled Functions", 2012.
 *
 * @param {Image} mask
 * @returns {Float64Array} How far each pixel of a mask is from the nearest one outside of it.
 */
function distances({ values, width, height }) {
  const far = width * width + height * height;
  const squares = new Float64Array(values.length);
  for (let x = 0; x < width; x++) {
    const column = Float64Array.from({ length: height }, (_, y) => (values[y * width + x] === 0 ? 0 : far));
    lowestParabolas(column).forEach((square, y) => (squares[y * width + x] = square));
  }
  for (let y = 0; y < height; y++) squares.set(lowestParabolas(squares.subarray(y * width, (y + 1) * width)), y * width);
  return squares.map(Math.sqrt);
}

/**
 * @param {Float64Array} heights
 * @returns {Float64Array} At each place, the lowest of the parabolas that stand on the heights.
 */
function lowestParabolas(heights) {
  const count = heights.length;
  const [places, starts] = [new Int32Array(count), new Float64Array(count + 1)];
  let last = 0;
  starts[0] = -Infinity;
  const crossing = (/** @type {number} */ a, /** @type {number} */ b) => (heights[a] + a * a - heights[b] - b * b) / (2 * (a - b));
  for (let place = 1; place < count; place++) {
    while (crossing(place, places[last]) <= starts[last]) last -= 1;
    starts[last + 1] = crossing(place, places[last]);
    last += 1;
    places[last] = place;
  }
  starts[last + 1] = Infinity;
  let at = 0;
  return heights.map((_, place) => {
    while (starts[at + 1] < place) at += 1;
    return (place - places[at]) ** 2 + heights[places[at]];
  });
}
