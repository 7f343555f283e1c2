/**
 * The pad, and the buttons that are needed at every drawing.
 */
import { element } from "../../view/dom.js";
import { drawInk, drawPicture } from "../../view/ink.js";
import { whenNew } from "../update/when-new.js";
import { button, enable } from "./parts/button.js";
import { drawingSurface } from "./parts/drawing-surface.js";

const LABEL = "Drawing pad: draw a digit with mouse, pen or finger; or move a pen with the arrow keys and put it down with the space bar";

/**
 * @param {import("./index.js").App} app
 * @returns {import("./index.js").Panel}
 */
export function padPanel({ state, commands }) {
  const edited = () => state.edited();
  const { root: surface, canvas } = drawingSurface(LABEL, state.strokes, edited, () => state.isErasing);
  const hint = element("p", { class: "inkling-hint" }, element("span", {}, "Draw a digit"), element("small", {}, "0 to 9, as you write it, or a whole number"));
  canvas.after(hint);
  const isApple = /mac|iphone|ipad/i.test(navigator.platform);
  const undo = button("Undo", commands.undo, isApple ? "⌘Z" : "Ctrl Z", "Control+Z Meta+Z");
  const redo = button("Redo", commands.redo, isApple ? "⇧⌘Z" : "Ctrl Y", "Control+Y Control+Shift+Z Meta+Shift+Z");
  const clear = button("Clear", commands.clear, "Esc", "Escape Delete");

  function redraw() {
    if (state.picture === null) drawInk(canvas, state.drawing);
    else drawPicture(canvas, state.picture.shown);
  }

  const redrawWhenNew = whenNew(redraw);

  return {
    root: element("div", { class: "inkling-draw" }, surface, element("div", { class: "inkling-tools" }, undo, redo, clear)),
    redraw,
    update({ strokes, isBlank, isErasing, revision }) {
      hint.hidden = !isBlank;
      enable(undo, strokes.canUndo);
      enable(redo, strokes.canRedo);
      enable(clear, !isBlank);
      surface.classList.toggle("inkling-erasing", isErasing);
      redrawWhenNew(revision);
    },
  };
}
