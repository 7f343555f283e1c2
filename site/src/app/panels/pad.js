/**
 * The pad, and the buttons that are needed at every drawing.
 */
import { listenToKeys } from "../../input/keyboard-pen.js";
import { listenToPointer } from "../../input/pointer.js";
import { element } from "../../view/dom.js";
import { drawInk, drawPicture } from "../../view/ink.js";
import { whenNew } from "../update/when-new.js";
import { button, enable } from "./parts/button.js";

const LABEL = "Drawing pad: draw a digit with mouse, pen or finger; or move a pen with the arrow keys and put it down with the space bar";

/**
 * @param {import("./index.js").App} app
 * @returns {import("./index.js").Panel}
 */
export function padPanel({ state, commands }) {
  const canvas = element("canvas", { "aria-hidden": "true" });
  const pen = element("span", { class: "inkling-pen", "aria-hidden": "true", hidden: "" });
  const hint = element("p", { class: "inkling-hint" }, element("span", {}, "Draw a digit"), element("small", {}, "0 to 9, as you write it, or a whole number"));
  const surface = element("div", { class: "inkling-pad", role: "application", tabindex: "0", "aria-label": LABEL }, canvas, hint, pen);
  const isApple = /mac|iphone|ipad/i.test(navigator.platform);
  const undo = button("Undo", commands.undo, isApple ? "⌘Z" : "Ctrl Z", "Control+Z Meta+Z");
  const redo = button("Redo", commands.redo, isApple ? "⇧⌘Z" : "Ctrl Y", "Control+Y Control+Shift+Z Meta+Shift+Z");
  const clear = button("Clear", commands.clear, "Esc", "Escape Delete");

  const edited = () => state.edited();
  listenToPointer(surface, state.strokes, edited, () => state.isErasing);
  listenToKeys(surface, pen, state.strokes, edited);

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
