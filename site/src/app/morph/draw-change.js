/**
 * Draws a grid that was changed: the ink that stayed, what was added, and what was taken away.
 */
import { GRID } from "../../preprocessing/strokes.js";

/**
 * @param {HTMLCanvasElement} canvas  28 x 28.
 * @param {ArrayLike<number> | null} before
 * @param {ArrayLike<number> | null} after
 */
export function drawChange(canvas, before, after) {
  const context = canvas.getContext("2d");
  if (context === null) return;
  context.globalAlpha = 1;
  context.clearRect(0, 0, GRID, GRID);
  if (before === null || after === null) return;
  const style = getComputedStyle(canvas);
  const [ink, added, taken] = [style.color, style.getPropertyValue("--inkling-for"), style.getPropertyValue("--inkling-against")];
  /**
   * @param {number} place
   * @param {string} colour
   * @param {number} strength
   */
  const dot = (place, colour, strength) => {
    if (strength <= 0) return;
    context.fillStyle = colour;
    context.globalAlpha = strength;
    context.fillRect(place % GRID, Math.floor(place / GRID), 1, 1);
  };
  for (let i = 0; i < before.length; i++) {
    dot(i, ink, Math.min(before[i], after[i]));
    dot(i, added, after[i] - before[i]);
    dot(i, taken, before[i] - after[i]);
  }
}

/**
 * @param {ArrayLike<number>[]} grids  On the way, at least one.
 * @param {number} share  Of the way, 0 to 1.
 * @returns {Float32Array} Between two of them.
 */
export function gridAt(grids, share) {
  const place = share * (grids.length - 1);
  const first = Math.floor(place);
  const [from, to] = [grids[first], grids[Math.min(first + 1, grids.length - 1)]];
  return Float32Array.from(from, (ink, i) => ink + (place - first) * (to[i] - ink));
}

/**
 * @param {ArrayLike<number>} before
 * @param {ArrayLike<number>} after
 * @returns {number} How much ink is another, as a share of all ink before.
 */
export function changeOf(before, after) {
  let [changed, all] = [0, 0];
  for (let i = 0; i < before.length; i++) {
    changed += Math.abs(after[i] - before[i]);
    all += before[i];
  }
  return all === 0 ? 0 : changed / all;
}
