/**
 * The four steps from strokes to the grid that the network reads, as pictures.
 */
import { BOX, steps } from "../../preprocessing/strokes.js";
import { element } from "../../view/dom.js";
import { drawInk, drawPicture } from "../../view/ink.js";
import { t } from "../../words/words.js";
import { whenNew } from "../update/when-new.js";
import { foldingPanel } from "./fold.js";

const CAPTIONS = [t("1. Your strokes"), t("2. In a box of 20 pixels"), t("3. Ink"), t("4. Centre of mass in the middle of 28x28")];

/** A picture without ink. */
const BLANK = new Float64Array(1);

/**
 * @param {import("./index.js").App} app
 * @returns {import("./index.js").Panel}
 */
export function stepsPanel({ state }) {
  const canvases = CAPTIONS.map((caption) => element("canvas", { role: "img", "aria-label": caption }));
  const figures = canvases.map((canvas, i) => element("figure", {}, canvas, element("figcaption", {}, CAPTIONS[i])));
  const root = foldingPanel(t("How your drawing becomes what the network sees"), redraw, element("div", { class: "inkling-steps" }, ...figures));

  function redraw() {
    if (!root.open) return;
    const [strokes, box, ink, grid] = canvases;
    const found = steps(state.drawing);
    drawInk(strokes, state.drawing);
    drawInk(box, found?.box.map((stroke) => stroke.map(({ x, y }) => ({ x: x / BOX, y: y / BOX }))) ?? []);
    drawPicture(ink, found?.ink ?? BLANK);
    drawPicture(grid, found?.grid ?? BLANK);
  }

  const redrawWhenNew = whenNew(redraw);
  return { root, redraw, update: ({ revision }) => redrawWhenNew(revision) };
}
