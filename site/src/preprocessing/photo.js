/**
 * The ink of a photograph: paper under uneven light, with shadows, noise, and things at its edge.
 *
 * Twin of `trainer/reading/photo.py`, where the numbers have their reasons; a test holds both to each other.
 *
 * @typedef {{values: Float64Array, width: number, height: number}} Picture  Row by row.
 */

const WINDOW = 6;
const DARKEST = 0.1;
const FAINTEST = 1 / 4;
const SPECK = 1 / 20;
const EDGE = 1 / 10;

/**
 * Light multiplies, so it is told from ink in logarithms. The ground at a pixel is the closing of the picture: what remains
 * when everything narrow is filled by its surroundings, and a shadow's sharp edge stays where it is.
 *
 * Source: the bottom-hat transform, Serra, Image Analysis and Mathematical Morphology, 1982.
 *
 * @param {Picture} picture  Not all the same; 0 is black.
 * @returns {Float64Array} How much darker than its ground each pixel is, or lighter where ink is light; 0 where there is no ink.
 */
export function photographInk({ values, width, height }) {
  const half = Math.max(Math.floor(Math.max(width, height) / WINDOW), 3) >> 1;
  const least = Math.min(lowest(values), 0);
  const most = highest(values) - least;
  let light = values.map((value) => Math.log(DARKEST + (value - least) / most));
  // Ink is narrow: it stands out from its surroundings further than they stand out from it.
  const around = filtered(light, width, height, (line) => means(line, half));
  if (light.reduce((sum, value, i) => sum + (value - around[i]) ** 3, 0) > 0) light = light.map((value) => -value);
  const wide = filtered(light, width, height, (line) => extremes(line, half, Math.max));
  const ground = filtered(wide, width, height, (line) => extremes(line, half, Math.min));
  const darker = ground.map((value, i) => value - light[i]);
  const usual = median(darker);
  const contrast = darker.map((value) => value - usual);
  const edge = borderOf(contrast, width, height);
  const middle = median(edge);
  const strongest = highest(contrast);
  const noise = Math.min(Math.max(5 * median(edge.map((value) => Math.abs(value - middle))), FAINTEST * strongest), strongest / 2);
  return digitIn({ values: contrast.map((value) => (value > noise ? value : 0)), width, height });
}

/**
 * @template {Float64Array | Int32Array} Values
 * @param {Values} values
 * @param {number} width
 * @param {number} height
 * @returns {Values} The first and the last row, the first and the last column: a corner counts twice.
 */
export function borderOf(values, width, height) {
  const rows = [values.subarray(0, width), values.subarray((height - 1) * width)];
  const columns = [0, width - 1].map((x) => Array.from({ length: height }, (_, y) => values[y * width + x]));
  return /** @type {Values} */ (/** @type {any} */ (values.constructor).of(...rows[0], ...rows[1], ...columns[0], ...columns[1]));
}

/** @param {Float64Array} values */
export function median(values) {
  const sorted = values.slice().sort();
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/** @param {Float64Array} values */
const lowest = (values) => values.reduce((low, value) => Math.min(low, value), Infinity);

/** @param {Float64Array} values */
const highest = (values) => values.reduce((high, value) => Math.max(high, value), -Infinity);

/**
 * @param {Float64Array} values
 * @param {number} width
 * @param {number} height
 * @param {(line: Float64Array) => Float64Array} filter
 * @returns {Float64Array} Every row filtered, then every column.
 */
function filtered(values, width, height, filter) {
  const turned = new Float64Array(values.length);
  for (let y = 0; y < height; y++) filter(values.subarray(y * width, (y + 1) * width)).forEach((value, x) => (turned[x * height + y] = value));
  const found = new Float64Array(values.length);
  for (let x = 0; x < width; x++) filter(turned.subarray(x * height, (x + 1) * height)).forEach((value, y) => (found[y * width + x] = value));
  return found;
}

/**
 * @param {Float64Array} line
 * @param {number} half  Neighbours on each side; beyond the ends, the end's value goes on.
 * @returns {Float64Array}
 */
function means(line, half) {
  const at = (/** @type {number} */ i) => line[Math.min(Math.max(i, 0), line.length - 1)];
  let sum = 0;
  for (let i = -half; i <= half; i++) sum += at(i);
  return line.map((_, i) => {
    const mean = sum / (2 * half + 1);
    sum += at(i + half + 1) - at(i - half);
    return mean;
  });
}

/**
 * @param {Float64Array} line
 * @param {number} half  Neighbours on each side.
 * @param {(a: number, b: number) => number} pick  `Math.max` or `Math.min`.
 * @returns {Float64Array}
 */
function extremes(line, half, pick) {
  const none = pick(-Infinity, Infinity) === Infinity ? -Infinity : Infinity;
  const window = 2 * half + 1;
  let found = new Float64Array(line.length + 2 * half).fill(none);
  found.set(line, half);
  let covered = 1;
  // Twice as wide at each step; the last step overlaps.
  while (covered < window) {
    const step = Math.min(covered, window - covered);
    found = found.subarray(step).map((value, i) => pick(value, found[i]));
    covered += step;
  }
  return found;
}

/**
 * @param {Picture} ink
 * @returns {Float64Array} Without the pieces that are no part of a digit: specks, and what comes in from the edge.
 */
function digitIn({ values, width, height }) {
  const pieces = piecesOf(values, width, height);
  const mass = new Float64Array(highest(Float64Array.from(pieces)) + 1);
  values.forEach((value, i) => (mass[pieces[i]] += value));
  const outer = new Set(borderOf(pieces, width, height));
  const largest = (/** @type {boolean} */ outside) => mass.reduce((most, value, piece) => (outer.has(piece) === outside ? Math.max(most, value) : most), 0);
  if (largest(false) >= EDGE * largest(true)) for (const piece of outer) mass[piece] = 0;
  const least = SPECK * highest(mass);
  return values.map((value, i) => (mass[pieces[i]] >= least ? value : 0));
}

/**
 * @param {Float64Array} values
 * @param {number} width
 * @param {number} height
 * @returns {Int32Array} The number of the piece that each pixel belongs to, from 1; 0 where there is no ink. Pixels that touch,
 *     be it at a corner, are of one piece.
 */
function piecesOf(values, width, height) {
  const pieces = new Int32Array(values.length);
  let count = 0;
  values.forEach((value, start) => {
    if (value === 0 || pieces[start] !== 0) return;
    pieces[start] = ++count;
    const open = [start];
    for (let i = open.pop(); i !== undefined; i = open.pop()) {
      const [x, y] = [i % width, Math.floor(i / width)];
      for (let row = Math.max(y - 1, 0); row <= Math.min(y + 1, height - 1); row++) {
        for (let column = Math.max(x - 1, 0); column <= Math.min(x + 1, width - 1); column++) {
          const next = row * width + column;
          if (values[next] === 0 || pieces[next] !== 0) continue;
          pieces[next] = count;
          open.push(next);
        }
      }
    }
  });
  return pieces;
}
