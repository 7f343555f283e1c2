/**
 * Changes a grid, step by step along the gradient of a network, until the network reads another digit.
 *
 * The plain gradient changes single pixels all over the grid, which nobody would draw. So it is smoothed, counts only near the ink,
 * and each step moves the ink by a little. Source of the smoothing: Olah, Mordvintsev and Schubert, "Feature Visualization", 2017.
 *
 * @typedef {object} Morph
 * @property {Float32Array[]} grids  From the first grid to the last.
 * @property {boolean} isReached  Whether the network reads the other digit in the last one.
 */
import { GRID } from "../../preprocessing/strokes.js";

/** The most that a pixel changes in a step. */
const STEP = 0.15;

/** After so many steps without the other digit, it is given up. */
const MOST = 60;

/** Steps that are taken beyond the first grid that is read as the other digit, so that the change can be seen. */
const BEYOND = 4;

/** This probability is enough. */
const SURE = 0.9;

/** A pixel that would change less, as a share of the one that changes most, stays as it is: else there is a haze around the ink. */
const FAINT = 0.3;

/** Standard deviation of the smoothing, in pixels. */
const SMOOTH = 0.9;

/** How far from the ink the grid may change, as the standard deviation of a blur in pixels. */
const REACH = 2;

/**
 * @param {import("./gradient-network.js").GradientNetwork} network
 * @param {Float32Array} grid
 * @param {number} target
 * @returns {Generator<Float32Array, Morph>} Yields each grid as soon as it is there.
 */
export function* morph(network, grid, target) {
  const grids = [grid];
  let beyond = 0;
  for (let step = 0; step < MOST; step++) {
    const last = grids[grids.length - 1];
    const { answer, gradient } = network.gradient(last, target);
    if (answer[target] > SURE && ++beyond > BEYOND) return { grids, isReached: true };
    const next = moved(last, gradient);
    grids.push(next);
    yield next;
  }
  return { grids, isReached: network.answer(grids[grids.length - 1])[target] > SURE };
}

/**
 * @param {Float32Array} grid
 * @param {Float32Array} gradient
 */
function moved(grid, gradient) {
  const near = blurred(grid, REACH);
  const most = Math.max(...near) || 1;
  const open = gradient.map((slope, i) => (slope < 0 ? slope * grid[i] : slope * (1 - grid[i]) * Math.min((4 * near[i]) / most, 1)));
  const direction = blurred(open, SMOOTH);
  const steepest = Math.max(...direction.map(Math.abs)) || 1;
  return grid.map((ink, i) => {
    const change = direction[i] / steepest;
    const bold = Math.sign(change) * Math.max(Math.abs(change) - FAINT, 0);
    return Math.min(Math.max(ink + (STEP * bold) / (1 - FAINT), 0), 1);
  });
}

/**
 * @param {Float32Array} values  Of a grid.
 * @param {number} deviation  Standard deviation of a Gaussian, in pixels.
 * @returns {Float32Array}
 */
export function blurred(values, deviation) {
  const reach = Math.ceil(3 * deviation);
  const weights = Array.from({ length: 2 * reach + 1 }, (_, i) => Math.exp(-((i - reach) ** 2) / (2 * deviation ** 2)));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const along = (/** @type {Float32Array} */ from, /** @type {number} */ stride, /** @type {(i: number) => number} */ placeOf) =>
    from.map((_, i) => {
      let total = 0;
      for (let k = -reach; k <= reach; k++) {
        const place = placeOf(i) + k;
        if (place >= 0 && place < GRID) total += from[i + k * stride] * weights[k + reach];
      }
      return total / sum;
    });
  return along(
    along(values, 1, (i) => i % GRID),
    GRID,
    (i) => Math.floor(i / GRID),
  );
}
