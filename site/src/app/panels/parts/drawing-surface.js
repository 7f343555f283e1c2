/**
 * A surface to draw on with mouse, pen, finger or keyboard.
 */
import { listenToKeys } from "../../../input/keyboard-pen.js";
import { listenToPointer } from "../../../input/pointer.js";
import { element } from "../../../view/dom.js";

/**
 * @param {import("../../../words/sentence.js").Words} label  Read out for those who cannot see it.
 * @param {import("../../../input/stroke-history.js").StrokeHistory} strokes  Get what is drawn.
 * @param {() => void} changed  Called after each change.
 * @param {() => boolean} [isErasing]
 * @returns {{root: HTMLElement, canvas: HTMLCanvasElement}} The canvas is still to be drawn on.
 */
export function drawingSurface(label, strokes, changed, isErasing = () => false) {
  const canvas = element("canvas", { "aria-hidden": "true" });
  const pen = element("span", { class: "inkling-pen", "aria-hidden": "true", hidden: "" });
  const root = element("div", { class: "inkling-pad", role: "application", tabindex: "0", "aria-label": label }, canvas, pen);
  listenToPointer(root, strokes, changed, isErasing);
  listenToKeys(root, pen, strokes, changed);
  return { root, canvas };
}
