/**
 * Finds the ink in a photograph: paper under uneven light, with shadows, noise, and objects at the edge of the image.
 *
 * Twin of `trainer/reading/photo.py`, where each constant has its reason; a test compares both.
 *
 * @typedef {object} Image
 * @property {Float64Array} values  Brightness, or ink, row by row.
 * @property {number} width  Pixels.
 * @property {number} height  Pixels.
 */

import { borderOf, componentsOf, countOf, largest, median, smallest } from "./pixels.js";

/** The window of the filters is this part of the longer side: what is narrower is ink. */
const WINDOW = 3;
/** Added before the logarithm, as a share of the brightest pixel: darker differences are noise. */
const DARKEST = 0.1;
/** Ink that is fainter than this share of the strongest ink is noise. */
export const FAINTEST = 1 / 4;
/** A component with less ink than this share of the largest one is a speck. */
export const SPECK = 1 / 20;
/** Components that do not touch the edge are the digit when they have this share of the ink of those that do. */
const EDGE = 1 / 10;

/**
 * Light multiplies: in logarithms a shadow only adds a constant, and ink is what is darker than the background around it. The
 * background is the closing of the image: everything narrow is filled from its sides, and the sharp edge of a shadow stays.
 *
 * Source: the bottom-hat transform, Serra, Image Analysis and Mathematical Morphology, 1982.
 *
 * @param {Image} image  0 is black. Not all values are the same.
 * @returns {Float64Array} For each pixel, how much darker than its background it is, or lighter where the ink is light; 0 where there
 *     is no ink.
 */
export function photoContrast({ values, width, height }) {
  const half = Math.max(Math.floor(Math.max(width, height) / WINDOW), 3) >> 1;
  const lowest = Math.min(smallest(values), 0);
  const range = largest(values) - lowest;
  const logarithms = values.map((value) => Math.log(DARKEST + (value - lowest) / range));
  // Ink is narrow, so it differs from the mean around it more than the background does: the skewness says whether it is light.
  const around = filtered(logarithms, width, height, (line) => means(line, half));
  const isLight = cubes(logarithms, around) > 0;
  const light = isLight ? logarithms.map((value) => -value) : logarithms;
  const background = closed({ values: light, width, height }, half);
  const darker = background.map((value, i) => value - light[i]);
  const usual = median(darker);
  const contrast = darker.map((value) => value - usual);
  const threshold = noiseOf(contrast, width, height);
  return contrast.map((value) => (value > threshold ? value : 0));
}

/**
 * @param {Float64Array} values
 * @param {Float64Array} around
 * @returns {number} The sum of the third powers of their differences.
 */
function cubes(values, around) {
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    const difference = values[i] - around[i];
    sum += difference * difference * difference;
  }
  return sum;
}

/**
 * @param {Image} image
 * @param {number} half
 * @returns {Float64Array} Its closing: what is narrower and darker than around it is filled.
 */
export function closed({ values, width, height }, half) {
  const negated = dilated({ values, width, height }, half).map((value) => -value);
  return dilated({ values: negated, width, height }, half).map((value) => -value);
}

/**
 * @param {Float64Array} contrast
 * @param {number} width
 * @param {number} height
 * @returns {number} Contrast up to which a pixel is noise: five median deviations of the border, which is more than three standard
 *     deviations.
 */
function noiseOf(contrast, width, height) {
  const border = borderOf(contrast, width, height);
  const middle = median(border);
  const deviation = median(border.map((value) => Math.abs(value - middle)));
  const strongest = largest(contrast);
  return Math.min(Math.max(5 * deviation, FAINTEST * strongest), strongest / 2);
}

/**
 * @param {Float64Array} values
 * @param {number} width
 * @param {number} height
 * @param {(line: Float64Array) => Float64Array} filter
 * @returns {Float64Array} Every row filtered, then every column.
 */
function filtered(values, width, height, filter) {
  const across = filteredRows(values, width, height, filter);
  return filteredRows(across, height, width, filter);
}

/**
 * @param {Float64Array} values
 * @param {number} width
 * @param {number} height
 * @param {(line: Float64Array) => Float64Array} filter
 * @returns {Float64Array} Every row filtered; rows have become columns.
 */
function filteredRows(values, width, height, filter) {
  const transposed = new Float64Array(values.length);
  for (let y = 0; y < height; y++) {
    const line = filter(values.subarray(y * width, (y + 1) * width));
    for (let x = 0; x < width; x++) transposed[x * height + y] = line[x];
  }
  return transposed;
}

/**
 * @param {Float64Array} line
 * @param {number} half  Neighbours on each side; beyond the ends, the value at the end is repeated.
 * @returns {Float64Array} The mean of each value and its neighbours.
 */
function means(line, half) {
  const last = line.length - 1;
  const found = new Float64Array(line.length);
  let sum = 0;
  for (let i = -half; i <= half; i++) sum += line[Math.min(Math.max(i, 0), last)];
  for (let i = 0; i <= last; i++) {
    found[i] = sum / (2 * half + 1);
    sum += line[Math.min(i + half + 1, last)] - line[Math.max(i - half, 0)];
  }
  return found;
}

/**
 * @param {Image} image
 * @param {number} half  Neighbours on each side.
 * @returns {Float64Array} For each pixel, the largest value of the square around it.
 */
export const dilated = ({ values, width, height }, half) => filtered(values, width, height, (line) => maxima(line, half));

/**
 * @param {Float64Array} line
 * @param {number} half  Neighbours on each side.
 * @returns {Float64Array} The largest of each value and its neighbours.
 */
function maxima(line, half) {
  const window = 2 * half + 1;
  const found = new Float64Array(line.length + 2 * half).fill(-Infinity);
  found.set(line, half);
  let length = found.length;
  let covered = 1;
  // Each step covers twice as many values; the last step overlaps.
  while (covered < window) {
    const step = Math.min(covered, window - covered);
    length -= step;
    for (let i = 0; i < length; i++) if (found[i + step] > found[i]) found[i] = found[i + step];
    covered += step;
  }
  return found.subarray(0, line.length);
}

/**
 * @param {Image} ink
 * @param {boolean} hasEdge  Whether what touches the edge may be a part of the digit.
 * @param {number} [least]  The smallest share of the largest component's ink that a component has.
 * @returns {Float64Array} Without the components that are no part of a digit: specks, and what reaches in from the edge.
 */
export function withoutSpecks({ values, width, height }, hasEdge, least = SPECK) {
  const components = componentsOf(values, width, height);
  const mass = new Float64Array(countOf(components) + 1);
  values.forEach((value, i) => (mass[components[i]] += value));
  const outer = new Set(borderOf(components, width, height));
  const most = (/** @type {boolean} */ isOuter) => mass.reduce((found, value, i) => (outer.has(i) === isOuter ? Math.max(found, value) : found), 0);
  if (!hasEdge && most(false) >= EDGE * most(true)) for (const component of outer) mass[component] = 0;
  const smallestMass = least * largest(mass);
  return values.map((value, i) => (mass[components[i]] >= smallestMass ? value : 0));
}
