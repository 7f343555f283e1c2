/**
 * What is asked about the pixels of a picture again and again: extremes, medians, borders and connected regions.
 *
 * @typedef {import("./photo.js").Image} Image
 */

/** @param {Float64Array} values  May be too many to be arguments of `Math.min`. */
export function smallest(values) {
  let least = Infinity;
  for (let i = 0; i < values.length; i++) if (values[i] < least) least = values[i];
  return least;
}

/** @param {Float64Array} values */
export function largest(values) {
  let most = -Infinity;
  for (let i = 0; i < values.length; i++) if (values[i] > most) most = values[i];
  return most;
}

/** @param {Float64Array} values */
export function median(values) {
  const found = values.slice();
  const half = found.length >> 1;
  const upper = select(found, half);
  return found.length % 2 ? upper : (largest(found.subarray(0, half)) + upper) / 2;
}

/**
 * @param {Float64Array} values
 * @param {number} share
 * @returns {number} The value below which that share of them lies; no mean of two.
 */
export const quantile = (values, share) => select(values.slice(), Math.floor(share * (values.length - 1)));

/**
 * @param {Float64Array} values  Their order changes: at `place` is what would be there if they were sorted, and nothing before it is
 *     larger.
 * @param {number} place
 */
function select(values, place) {
  let [first, last] = [0, values.length - 1];
  while (first < last) {
    const pivot = values[(first + last) >> 1];
    let [low, high] = [first, last];
    while (low <= high) {
      while (values[low] < pivot) low++;
      while (values[high] > pivot) high--;
      if (low > high) break;
      [values[low], values[high]] = [values[high], values[low]];
      low++;
      high--;
    }
    if (place <= high) last = high;
    else if (place >= low) first = low;
    else break;
  }
  return values[place];
}

/**
 * @template {Float64Array | Int32Array} Values
 * @param {Values} values
 * @param {number} width
 * @param {number} height
 * @returns {Values} The first and the last row, the first and the last column: each corner is there twice.
 */
export function borderOf(values, width, height) {
  const rows = [values.subarray(0, width), values.subarray((height - 1) * width)];
  const columns = [0, width - 1].map((x) => Array.from({ length: height }, (_, y) => values[y * width + x]));
  return /** @type {Values} */ (/** @type {any} */ (values.constructor).of(...rows[0], ...rows[1], ...columns[0], ...columns[1]));
}

/**
 * @param {Image} image
 * @returns {Image} Rows have become columns.
 */
export function transposed({ values, width, height }) {
  const turned = new Float64Array(values.length);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) turned[x * height + y] = values[y * width + x];
  return { values: turned, width: height, height: width };
}

/**
 * @param {ArrayLike<number>} values
 * @param {number} width
 * @param {number} height
 * @returns {Int32Array} For each pixel, the number of its connected component, from 1; 0 where there is no ink. Pixels that touch at
 *     a side or at a corner belong together.
 */
export function componentsOf(values, width, height) {
  return numbered(
    width,
    height,
    true,
    (i) => values[i] !== 0,
    () => true,
  );
}

/**
 * @param {Image} image
 * @param {number} tolerance
 * @returns {Int32Array} For each pixel, the number of its region, from 1. Neighbours, beside or above each other, belong together
 *     where their values differ by no more than that.
 */
export function evenRegions({ values, width, height }, tolerance) {
  return numbered(
    width,
    height,
    false,
    () => true,
    (i, next) => Math.abs(values[i] - values[next]) <= tolerance,
  );
}

/**
 * @param {number} width
 * @param {number} height
 * @param {boolean} hasCorners  Whether pixels that touch at a corner are neighbours.
 * @param {(i: number) => boolean} counts  Whether a pixel belongs to any region.
 * @param {(i: number, next: number) => boolean} isLinked  Whether two neighbours belong to the same one.
 * @returns {Int32Array} For each pixel, the number of its region, from 1, by their first pixels; 0 for those that do not count.
 */
function numbered(width, height, hasCorners, counts, isLinked) {
  const regions = new Int32Array(width * height);
  const open = new Int32Array(width * height);
  const steps = hasCorners ? AROUND : BESIDE;
  let count = 0;
  for (let start = 0; start < regions.length; start++) {
    if (regions[start] !== 0 || !counts(start)) continue;
    regions[start] = ++count;
    open[0] = start;
    for (let left = 1; left > 0; ) {
      const i = open[--left];
      const x = i % width;
      const y = (i - x) / width;
      for (const [dx, dy] of steps) {
        if (x + dx < 0 || x + dx >= width || y + dy < 0 || y + dy >= height) continue;
        const next = i + dy * width + dx;
        if (regions[next] !== 0 || !counts(next) || !isLinked(i, next)) continue;
        regions[next] = count;
        open[left++] = next;
      }
    }
  }
  return regions;
}

/** The steps to the pixels on the sides, and to those on the sides and at the corners. */
const BESIDE = [
  [0, -1],
  [-1, 0],
  [1, 0],
  [0, 1],
];
const AROUND = [...BESIDE, [-1, -1], [1, -1], [-1, 1], [1, 1]];
