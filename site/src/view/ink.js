/**
 * Shows ink on a canvas. This is only to look at: the network gets its grid from `preprocessing/strokes.js`.
 *
 * @typedef {import("../input/stroke-history.js").Drawing} Drawing
 * @typedef {import("../preprocessing/strokes.js").Point} Point
 */
import { rasterise } from "../preprocessing/strokes.js";

/** The width of the pen, as a share of the side of the pad. The grid has a pen of its own. */
const PEN_WIDTH = 0.05;

/** The width at pressure 0, as a share of the width at `EVEN` pressure. */
const LIGHTEST = 0.35;

/** The pressure of a device that reports none. */
const EVEN = 0.5;

/**
 * @param {HTMLCanvasElement} canvas
 * @returns {{context: CanvasRenderingContext2D, side: number} | null} Empty, with one pixel for each pixel of the
 *     screen; null where the browser gives no canvas.
 */
function cleared(canvas) {
  const context = canvas.getContext("2d");
  if (context === null) return null; // Answers do not need it.
  const side = Math.round(canvas.clientWidth * devicePixelRatio);
  if (canvas.width !== side) canvas.width = canvas.height = side;
  context.globalAlpha = 1;
  context.clearRect(0, 0, side, side);
  return { context, side };
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Float64Array} grid  A square of any number of pixels, ink is 1.
 */
export function drawPicture(canvas, grid) {
  const { context, side } = cleared(canvas) ?? {};
  if (context === undefined || side === undefined) return;
  context.fillStyle = getComputedStyle(canvas).color;
  const pixels = Math.sqrt(grid.length);
  const edge = (/** @type {number} */ i) => Math.round((i * side) / pixels); // Whole pixels of the screen: no gaps between them.
  grid.forEach((ink, i) => {
    const [x, y] = [i % pixels, Math.floor(i / pixels)];
    context.globalAlpha = ink;
    context.fillRect(edge(x), edge(y), edge(x + 1) - edge(x), edge(y + 1) - edge(y));
  });
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Drawing} strokes
 */
export function drawInk(canvas, strokes) {
  const { context, side } = cleared(canvas) ?? {};
  if (context === undefined || side === undefined) return;
  context.strokeStyle = context.fillStyle = getComputedStyle(canvas).color;
  context.lineCap = context.lineJoin = "round";
  for (const stroke of strokes) {
    for (const { from, control, to, pressure } of curves(stroke)) {
      const width = PEN_WIDTH * side * (LIGHTEST + (1 - LIGHTEST) * 2 * pressure);
      context.lineWidth = width;
      context.beginPath();
      if ([from, control].every(({ x, y }) => x === to.x && y === to.y)) {
        context.arc(to.x * side, to.y * side, width / 2, 0, 2 * Math.PI); // Chromium shows nothing of a curve without a length.
        context.fill();
      } else {
        context.moveTo(from.x * side, from.y * side);
        context.quadraticCurveTo(control.x * side, control.y * side, to.x * side, to.y * side);
        context.stroke();
      }
    }
  }
}

/**
 * @param {Drawing} strokes
 * @param {number} side  Pixels.
 * @returns {Float64Array} The ink as an image, row by row, ink is 1: what `drawInk` shows without pressure. No canvas is read:
 *     browsers that protect against fingerprinting would add noise.
 */
export function inkPixels(strokes, side) {
  const lines = strokes.map((stroke) =>
    curves(stroke).flatMap(({ from, control, to }) =>
      [0, 0.25, 0.5, 0.75, 1].map((t) => {
        const [a, b, c] = [(1 - t) ** 2, 2 * t * (1 - t), t ** 2];
        return { x: side * (a * from.x + b * control.x + c * to.x), y: side * (a * from.y + b * control.y + c * to.y) };
      }),
    ),
  );
  return rasterise(lines, side, (PEN_WIDTH * side) / 2);
}

/**
 * @param {ReadonlyArray<Point>} points
 * @returns {{from: Point, control: Point, to: Point, pressure: number}[]} Curves through the midpoints of the points: quick
 *     strokes have few points, and would show corners.
 */
function curves(points) {
  const last = points[points.length - 1];
  let from = points[0];
  const found = [];
  for (let i = 1; i < points.length - 1; i++) {
    const to = { x: (points[i].x + points[i + 1].x) / 2, y: (points[i].y + points[i + 1].y) / 2 };
    found.push({ from, control: points[i], to, pressure: points[i].pressure ?? EVEN });
    from = to;
  }
  return [...found, { from, control: last, to: last, pressure: last.pressure ?? EVEN }];
}
