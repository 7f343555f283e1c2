/**
 * Ink on a canvas, as the eye sees it.
 *
 * @typedef {import("./strokes.js").Drawing} Drawing
 */

/** The pen's width on the pad, as a share of the pad's side. Only for the eye: the grid has a pen of its own. */
const PEN_WIDTH = 0.05;

/**
 * @param {HTMLCanvasElement} canvas
 * @returns {{context: CanvasRenderingContext2D, side: number} | null} Cleared, with a pixel for each of the screen's.
 */
function cleared(canvas) {
  const context = canvas.getContext("2d");
  if (context === null) return null; // The answer does not depend on what is shown.
  const side = Math.round(canvas.clientWidth * devicePixelRatio);
  if (canvas.width !== side) canvas.width = canvas.height = side;
  context.globalAlpha = 1;
  context.clearRect(0, 0, side, side);
  return { context, side };
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Float64Array} grid  Of any number of pixels, as many across as down.
 */
export function drawPicture(canvas, grid) {
  const { context, side } = cleared(canvas) ?? {};
  if (context === undefined || side === undefined) return;
  context.fillStyle = getComputedStyle(canvas).color;
  const pixels = Math.sqrt(grid.length);
  const pixel = side / pixels;
  grid.forEach((ink, i) => {
    context.globalAlpha = ink;
    context.fillRect((i % pixels) * pixel, Math.floor(i / pixels) * pixel, pixel, pixel);
  });
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Drawing} strokes
 */
export function drawInk(canvas, strokes) {
  const { context, side } = cleared(canvas) ?? {};
  if (context === undefined || side === undefined) return;
  context.strokeStyle = getComputedStyle(canvas).color;
  context.lineWidth = PEN_WIDTH * side;
  context.lineCap = context.lineJoin = "round";
  for (const stroke of strokes) {
    context.stroke(smoothed(stroke, side));
  }
}

/**
 * @param {ReadonlyArray<import("./grid.js").Point>} points
 * @param {number} side
 * @returns {Path2D} Curves through the points' midpoints, so that a quick hand's few points show no corners.
 */
function smoothed(points, side) {
  const path = new Path2D();
  const [first, last] = [points[0], points[points.length - 1]];
  path.moveTo(first.x * side, first.y * side);
  for (let i = 1; i < points.length - 1; i++) {
    const [a, b] = [points[i], points[i + 1]];
    path.quadraticCurveTo(a.x * side, a.y * side, ((a.x + b.x) / 2) * side, ((a.y + b.y) / 2) * side);
  }
  path.lineTo(last.x * side, last.y * side); // For a single point a line to itself: its round ends make the dot.
  return path;
}
