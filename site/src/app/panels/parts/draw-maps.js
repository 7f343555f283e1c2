/**
 * Draws the maps of the panel that explains an answer: one pixel of the canvas for each value.
 */
import { GRID } from "../../../preprocessing/strokes.js";

/** Against a division by zero where all values are 0. */
const LEAST = 1e-9;

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Float64Array | null} occlusion  784 values: positive where ink speaks for the digit, negative where it speaks against it.
 *     Null before they are known.
 * @param {Float64Array | null} grid  The ink; null for none.
 */
export function drawOcclusion(canvas, occlusion, grid) {
  const context = canvas.getContext("2d");
  if (context === null) return;
  const style = getComputedStyle(canvas);
  const [speaksFor, speaksAgainst] = [style.getPropertyValue("--inkling-for"), style.getPropertyValue("--inkling-against")];
  const most = Math.max(...(occlusion ?? []).map(Math.abs), LEAST);
  context.clearRect(0, 0, GRID, GRID);
  grid?.forEach((ink, i) => {
    if (ink === 0) return;
    const share = occlusion === null ? 0 : occlusion[i] / most;
    context.fillStyle = style.color;
    context.globalAlpha = 0.15 * ink;
    context.fillRect(i % GRID, Math.floor(i / GRID), 1, 1);
    context.fillStyle = share >= 0 ? speaksFor : speaksAgainst;
    context.globalAlpha = Math.abs(share) * ink;
    context.fillRect(i % GRID, Math.floor(i / GRID), 1, 1);
  });
}

/**
 * @param {HTMLCanvasElement} canvas  As wide and high as the map.
 * @param {Float32Array} values  Row by row, in any range: the largest is drawn as full ink, and 0 or less as none.
 */
export function drawFeatureMap(canvas, values) {
  const context = canvas.getContext("2d");
  if (context === null) return;
  const most = Math.max(...values, LEAST);
  const { width } = canvas;
  context.fillStyle = getComputedStyle(document.querySelector(".inkling-pad") ?? canvas).color;
  values.forEach((value, i) => {
    context.globalAlpha = Math.max(value, 0) / most;
    context.fillRect(i % width, Math.floor(i / width), 1, 1);
  });
}
