/**
 * Images of drawings for the tests: on paper, in light that changes, with noise that is the same each time.
 */
import { GRID, strokesToGrid } from "../src/preprocessing/strokes.js";

/** @typedef {{values: Float64Array, width: number, height: number}} Picture  Brightness 0..1, row by row. */

/**
 * @param {import("./fixture.mjs").Drawing} strokes
 * @param {{scale?: number, paper?: number, ink?: number, light?: (x: number, y: number) => number, noise?: number}} [options]
 *     `scale` is the number of pixels for a pixel of the grid, `paper` and `ink` are how bright both are, `light` says for a place in
 *     0..1 how much of that is seen, and `noise` is the largest difference that it adds.
 * @returns {Picture}
 */
export function picture(strokes, { scale = 1, paper = 0.9, ink = 0.2, light = () => 1, noise = 0 } = {}) {
  const grid = /** @type {Float64Array} */ (strokesToGrid(strokes));
  const side = GRID * scale;
  const random = generator();
  const values = Float64Array.from({ length: side * side }, (_, i) => {
    const [x, y] = [i % side, Math.floor(i / side)];
    const share = grid[Math.floor(y / scale) * GRID + Math.floor(x / scale)];
    return (paper + (ink - paper) * share) * light(x / side, y / side) + noise * (2 * random() - 1);
  });
  return { values, width: side, height: side };
}

/** @returns {() => number} Numbers in 0..1, the same in each run of the tests. */
function generator() {
  let state = 1;
  return () => {
    state = (state * 16807) % 2147483647;
    return state / 2147483647;
  };
}

/**
 * @param {ArrayLike<number>} a
 * @param {ArrayLike<number>} b
 * @returns {number} Their correlation, 1 for the same image.
 */
export function correlation(a, b) {
  const mean = (/** @type {ArrayLike<number>} */ values) => Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  let [both, squaresA, squaresB] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    both += (a[i] - meanA) * (b[i] - meanB);
    squaresA += (a[i] - meanA) ** 2;
    squaresB += (b[i] - meanB) ** 2;
  }
  return both / Math.sqrt(squaresA * squaresB);
}
