/**
 * The pad, and its tools.
 */
import { element } from "../../view/dom.js";
import { drawInk, drawPicture } from "../../view/ink.js";
import { t } from "../../words/words.js";
import { whenNew } from "../update/when-new.js";
import { drawingSurface } from "./parts/drawing-surface.js";
import { invitation } from "./parts/invitation.js";
import { toolbar } from "./parts/toolbar.js";

const LABEL = t("Drawing pad: draw a digit with mouse, pen or finger; or move a pen with the arrow keys and put it down with the space bar");

/**
 * @param {import("./index.js").App} app
 * @returns {import("./index.js").Panel}
 */
export function padPanel(app) {
  const { state } = app;
  const edited = () => state.edited();
  const { root: surface, canvas } = drawingSurface(LABEL, state.strokes, edited, () => state.isErasing);
  const hint = invitation();
  canvas.after(hint.root);
  const tools = toolbar(app);

  function redraw() {
    if (state.picture === null) drawInk(canvas, state.drawing);
    else drawPicture(canvas, state.picture.shown);
  }

  const redrawWhenNew = whenNew(redraw);

  return {
    root: element("div", { class: "inkling-draw" }, surface, tools.root),
    redraw,
    update({ isBlank, isErasing, revision }) {
      hint.show(isBlank);
      tools.update(state);
      surface.classList.toggle("inkling-erasing", isErasing);
      redrawWhenNew(revision);
    },
  };
}
