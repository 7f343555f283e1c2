/**
 * Statistics of measurements, and the order in which to measure. Pure functions.
 */

/**
 * @param {ReadonlyArray<number>} values
 * @param {number} share  0.5 for the median.
 * @returns {number} The smallest value that at least this share of the values does not exceed.
 */
export function percentile(values, share) {
  if (values.length === 0) throw new Error("There is no percentile of no values.");
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}

/**
 * @param {ReadonlyArray<number>} values
 * @returns {number} The middle one, or the mean of the two in the middle.
 */
export function median(values) {
  if (values.length === 0) throw new Error("There is no median of no values.");
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * @param {ReadonlyArray<number>} a
 * @param {ReadonlyArray<number>} b
 * @returns {number} The largest difference between two numbers in the same place; infinite where the lengths differ or a value is not a number.
 */
export function largestDifference(a, b) {
  if (a.length !== b.length) return Infinity;
  const differences = a.map((value, i) => Math.abs(value - b[i]));
  return differences.every(Number.isFinite) ? Math.max(0, ...differences) : Infinity;
}

/**
 * Changes the order of a list from round to round: no item is always first, or always behind the same other.
 *
 * @template T
 * @param {ReadonlyArray<T>} items
 * @param {number} round
 * @returns {T[]}
 */
export function inTurn(items, round) {
  const step = round % 2 === 0 ? 1 : items.length - 1;
  return items.map((_, i) => items[(round + i * step) % items.length]);
}
