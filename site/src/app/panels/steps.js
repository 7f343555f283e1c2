/**
 * How a drawing becomes what the network sees, in four pictures.
 */
import { element } from "../../view/dom.js";
import { BOX, steps } from "../../preprocessing/strokes.js";
import { drawInk, drawPicture } from "../../view/ink.js";
import { panel } from "./fold.js";

/** @typedef {import("../../input/stroke-history.js").Drawing} Drawing */

const CAPTIONS = ["1. Your strokes", "2. In a box of 20 pixels", "3. Ink", "4. Centre of mass in the middle of 28x28"];

export function stepsView() {
  /** @type {Drawing} */
  let drawing = [];
  const canvases = CAPTIONS.map((caption) => element("canvas", { role: "img", "aria-label": caption }));
  const figures = canvases.map((canvas, i) => element("figure", {}, canvas, element("figcaption", {}, CAPTIONS[i])));
  const root = panel("How your drawing becomes what the network sees", draw, element("div", { class: "inkling-steps" }, ...figures));

  function draw() {
    const [strokes, box, ink, grid] = canvases;
    const found = steps(drawing);
    drawInk(strokes, drawing);
    drawInk(box, found?.box.map((stroke) => stroke.map(({ x, y }) => ({ x: x / BOX, y: y / BOX }))) ?? []);
    drawPicture(ink, found?.ink ?? new Float64Array(1));
    drawPicture(grid, found?.grid ?? new Float64Array(1));
  }

  return {
    root,
    redraw: draw,

    /** @param {Drawing} strokes  In units of the pad. */
    show(strokes) {
      drawing = strokes;
      if (root.open) draw();
    },
  };
}
