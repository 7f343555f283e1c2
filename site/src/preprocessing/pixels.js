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
 * @param {Float64Array} values  Their order changes: at `place` is what would be there if they were sorted, and nothing before it is
 *     larger.
 * @param {number} place
 */
export function select(values, place) {
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
  const components = new Int32Array(width * height);
  const open = new Int32Array(width * height);
  let count = 0;
  for (let start = 0; start < components.length; start++) {
    if (values[start] === 0 || components[start] !== 0) continue;
    components[start] = ++count;
    open[0] = start;
    for (let left = 1; left > 0; ) {
      const i = open[--left];
      const x = i % width;
      const [first, last] = [x === 0 ? 0 : -1, x === width - 1 ? 0 : 1];
      for (let row = i - width; row <= i + width; row += width) {
        if (row < 0 || row >= components.length) continue;
        for (let next = row + first; next <= row + last; next++) {
          if (values[next] === 0 || components[next] !== 0) continue;
          components[next] = count;
          open[left++] = next;
        }
      }
    }
  }
  return components;
}

/**
 * @param {Image} image
 * @param {number} tolerance
 * @returns {Int32Array} For each pixel, the number of its region, from 1. Neighbours, beside or above each other, belong together
 *     where their values differ by no more than that.
 */
export function evenRegions({ values, width, height }, tolerance) {
  const regions = new Int32Array(width * height);
  const open = new Int32Array(width * height);
  let [count, left] = [0, 0];
  const visit = (/** @type {number} */ i, /** @type {number} */ next) => {
    if (regions[next] !== 0 || Math.abs(values[i] - values[next]) > tolerance) return;
    regions[next] = count;
    open[left++] = next;
  };
  for (let start = 0; start < regions.length; start++) {
    if (regions[start] !== 0) continue;
    regions[start] = ++count;
    open[left++] = start;
    while (left > 0) {
      const i = open[--left];
      const x = i % width;
      if (x > 0) visit(i, i - 1);
      if (x < width - 1) visit(i, i + 1);
      if (i >= width) visit(i, i - width);
      if (i + width < regions.length) visit(i, i + width);
    }
  }
  return regions;
}

/** @param {Int32Array} components */
export function countOf(components) {
  let most = 0;
  for (let i = 0; i < components.length; i++) if (components[i] > most) most = components[i];
  return most;
}
