/**
 * The pad as it looks: paper, ink, the tools under it, and drawings to try.
 */
import { element } from "./element.js";
import examples from "./examples.json";

/** The pen's width on the pad, as a share of the pad's side. Only for the eye: the grid has a pen of its own. */
const PEN_WIDTH = 0.05;

/** @typedef {import("./strokes.js").Drawing} Drawing */
/** @typedef {"undo" | "redo" | "clear" | "erase" | "replay" | "share"} Command */

/** @type {{name: string, strokes: Drawing}[]} */
const EXAMPLES = [
  ...examples.digits.map((strokes, digit) => ({ name: `${digit}`, strokes })),
  ...examples.styles.map(({ what, strokes }) => ({ name: what, strokes })),
];

/**
 * @param {Record<Command, () => void>} commands
 * @param {(strokes: Drawing) => void} tryOne
 */
export function padView(commands, tryOne) {
  const canvas = element("canvas", { "aria-hidden": "true" });
  const pen = element("span", { class: "inkling-pen", "aria-hidden": "true", hidden: "" });
  const hint = element(
    "p",
    { class: "inkling-hint" },
    element("span", {}, "Draw a digit"),
    element("small", {}, "0 to 9, as you write it, or a whole number"),
  );
  const surface = element(
    "div",
    {
      class: "inkling-pad",
      role: "application",
      tabindex: "0",
      "aria-label": "Drawing pad: draw a digit with mouse, pen or finger; or move a pen with the arrow keys and put it down with the space bar",
    },
    canvas,
    hint,
    pen,
  );
  const apple = /mac|iphone|ipad/i.test(navigator.platform);
  const control = apple ? "⌘" : "Ctrl ";
  const buttons = {
    undo: toolButton("Undo", `${control}Z`, "Control+Z Meta+Z", commands.undo),
    redo: toolButton("Redo", apple ? "⇧⌘Z" : "Ctrl Y", "Control+Y Control+Shift+Z Meta+Shift+Z", commands.redo),
    clear: toolButton("Clear", "Esc", "Escape Delete", commands.clear),
    erase: toolButton("Erase", "E", "E", commands.erase),
    replay: toolButton("Replay", "R", "R", commands.replay),
    share: toolButton("Copy link", "", "", commands.share),
  };
  const said = element("p", { class: "inkling-said", role: "status" });
  const picker = element(
    "select",
    { class: "inkling-select" },
    element("option", { value: "" }, "Choose a drawing"),
    ...EXAMPLES.map(({ name }, i) => element("option", { value: `${i}` }, name)),
  );
  picker.addEventListener("change", () => {
    if (picker.value !== "") tryOne(EXAMPLES[Number(picker.value)].strokes);
    picker.value = "";
  });

  return {
    surface,
    pen,
    root: element("div", { class: "inkling-draw" }, surface, element("div", { class: "inkling-tools" }, buttons.undo, buttons.redo, buttons.clear)),

    /** What is not needed at every digit. */
    extras: element(
      "div",
      { class: "inkling-extras" },
      element("div", { class: "inkling-tools" }, buttons.erase, buttons.replay, buttons.share),
      element("label", { class: "inkling-picker" }, element("span", {}, "Try one"), picker),
      said,
    ),

    /**
     * @param {import("./strokes.js").Strokes} strokes
     * @param {{drawing: Drawing, erasing: boolean}} now  What of it to show, and whether the pointer erases.
     */
    show(strokes, { drawing, erasing }) {
      hint.hidden = !strokes.isEmpty;
      buttons.undo.disabled = !strokes.canUndo;
      buttons.redo.disabled = !strokes.canRedo;
      for (const name of /** @type {const} */ (["clear", "erase", "replay", "share"])) buttons[name].disabled = strokes.isEmpty;
      // A disabled button loses the focus, and with it the demo its keys.
      if (Object.values(buttons).some((button) => button.disabled && button === document.activeElement)) surface.focus();
      buttons.erase.setAttribute("aria-pressed", `${erasing}`);
      surface.classList.toggle("inkling-erasing", erasing);
      drawInk(canvas, drawing);
    },

    /** @param {string} text  A line under the tools, read out too. */
    say(text) {
      said.textContent = text;
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
  const button = element("button", { type: "button", class: "inkling-button" }, text);
  if (key) button.append(element("kbd", { "aria-hidden": "true" }, key));
  if (shortcuts) button.setAttribute("aria-keyshortcuts", shortcuts);
  button.addEventListener("click", press);
  return button;
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Drawing} strokes
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
