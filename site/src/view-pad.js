/**
 * The pad as it looks: paper, ink, and the two buttons under it.
 */
import { element } from "./element.js";

/** The pen's width on the pad, as a share of the pad's side. Only for the eye: the grid has a pen of its own. */
const PEN_WIDTH = 0.05;

/**
 * @param {{undo: () => void, clear: () => void}} commands
 */
export function padView(commands) {
  const canvas = element("canvas", { "aria-hidden": "true" });
  const hint = element(
    "p",
    { class: "inkling-hint" },
    element("span", {}, "Draw a digit"),
    element("small", {}, "0 to 9, as you write it"),
  );
  const surface = element(
    "div",
    { class: "inkling-pad", role: "group", tabindex: "0", "aria-label": "Drawing pad: draw a digit with mouse, pen or finger" },
    canvas,
    hint,
  );
  const apple = /mac|iphone|ipad/i.test(navigator.platform);
  const undo = toolButton("Undo", apple ? "⌘Z" : "Ctrl Z", "Control+Z Meta+Z", commands.undo);
  const clear = toolButton("Clear", "Esc", "Escape Delete", commands.clear);

  return {
    surface,
    root: element("div", { class: "inkling-draw" }, surface, element("div", { class: "inkling-tools" }, undo, clear)),

    /** @param {import("./strokes.js").Strokes} strokes */
    show(strokes) {
      hint.hidden = !strokes.isEmpty;
      undo.disabled = !strokes.canUndo;
      clear.disabled = strokes.isEmpty;
      drawInk(canvas, strokes.all);
    },
  };
}

/**
 * @param {string} text
 * @param {string} key  As it is printed on the keyboard.
 * @param {string} shortcuts  As assistive technology wants them.
 * @param {() => void} press
 */
function toolButton(text, key, shortcuts, press) {
  const hint = element("kbd", { "aria-hidden": "true" }, key);
  const button = element("button", { type: "button", class: "inkling-button", "aria-keyshortcuts": shortcuts }, text, hint);
  button.addEventListener("click", press);
  return button;
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {ReadonlyArray<ReadonlyArray<import("./grid.js").Point>>} strokes
 */
function drawInk(canvas, strokes) {
  const context = canvas.getContext("2d");
  if (context === null) return; // The answer does not depend on the picture.
  const side = Math.round(canvas.clientWidth * devicePixelRatio);
  if (canvas.width !== side) canvas.width = canvas.height = side;
  context.clearRect(0, 0, side, side);
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
