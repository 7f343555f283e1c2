/**
 * From the points of a curve to the places of its line.
 */

/** Width and height of a chart, in its own units. */
export const [WIDTH, HEIGHT] = [320, 150];

/** The place of the plot in it: what is left and below holds the labels. */
export const [LEFT, TOP, RIGHT, BOTTOM] = [38, 8, 8, 22];

/**
 * @param {number} step
 * @param {number} last
 * @returns {number}
 */
export function xOf(step, last) {
  return LEFT + ((WIDTH - LEFT - RIGHT) * step) / Math.max(last, 1);
}

/**
 * @param {number} value  From 0, at the lower end, to 1; what is outside is put on the edge.
 * @returns {number}
 */
export function yOf(value) {
  return TOP + (HEIGHT - TOP - BOTTOM) * (1 - Math.min(Math.max(value, 0), 1));
}

/**
 * @param {number} loss
 * @returns {number} 0 for a loss of 0.01 and less, 1 for 10 and more.
 */
export function ofLoss(loss) {
  return (Math.log10(Math.max(loss, 1e-6)) + 2) / 3;
}

/**
 * @param {number} accuracy
 * @returns {number} 0 for 80 % and less, 1 for all.
 */
export function ofAccuracy(accuracy) {
  return (accuracy - 0.8) / 0.2;
}

/**
 * @template T
 * @param {T[]} list
 * @param {number} most
 * @returns {T[]} At most so many of them, spread evenly, the first and the last among them.
 */
export function spread(list, most) {
  if (list.length <= most) return list;
  return Array.from({ length: most }, (_, i) => list[Math.round((i * (list.length - 1)) / (most - 1))]);
}
