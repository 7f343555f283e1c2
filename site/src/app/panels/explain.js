/**
 * Why this answer: which ink speaks for a digit and which against it (the occlusion map), and the feature maps of each convolution.
 *
 * @typedef {import("../../inference/recogniser.js").Layer} Layer
 * @typedef {import("../../inference/recogniser.js").Recogniser} Recogniser
 */
import { sentenceOf } from "../../errors.js";
import { occlusionMaps } from "../../inference/occlusion.js";
import { GRID } from "../../preprocessing/strokes.js";
import { element } from "../../view/dom.js";
import { logError } from "../../errors.js";
import { whenNew } from "../update/when-new.js";
import { whenSettled } from "../update/when-settled.js";
import { digitPicker } from "./parts/digit-picker.js";
import { foldingPanel } from "./fold.js";
import { drawFeatureMap, drawOcclusion } from "./parts/draw-maps.js";

/** Milliseconds without a change before the maps are computed: they take about a hundred answers of the network. */
const SETTLED = 250;

/** The most feature maps that are shown of a convolution. */
const MOST_MAPS = 16;

const NOTHING = "Draw something first.";

/** @returns {import("./index.js").Panel} */
export function explainPanel() {
  /** @type {{recogniser: Recogniser, grid: Float64Array, likeliest: number} | null} */
  let question = null;
  /** @type {Float64Array[] | null} One for each digit. */
  let occlusion = null;
  /** @type {number | null} The digit that the visitor chose; null for the likeliest one. */
  let chosen = null;
  const { select, root: picker } = digitPicker("What speaks for a");
  const heat = element("canvas", { width: `${GRID}`, height: `${GRID}`, class: "inkling-heat", role: "img" });
  const said = element("p", { class: "inkling-facts" }, NOTHING);
  const layerRows = element("div", { class: "inkling-maps" });
  const later = whenSettled(compute, SETTLED);
  const root = foldingPanel(
    "Why this answer",
    () => later(question),
    element("div", { class: "inkling-why" }, heat, element("div", {}, picker, said)),
    layerRows,
  );
  select.addEventListener("change", () => {
    chosen = select.selectedIndex;
    redraw();
  });

  /** @param {typeof question} asked */
  async function compute(asked) {
    occlusion = null;
    if (asked === null) return redraw();
    try {
      const found = await occlusionMaps(asked.grid, asked.recogniser.answers);
      const rows = await asked.recogniser.layers(asked.grid).then((layers) => layers.map(layerRow), noLayers);
      if (asked !== question) return;
      occlusion = found;
      redraw();
      layerRows.replaceChildren(...rows);
    } catch (error) {
      logError(error); // The trouble of this panel: the answer stays.
      if (asked === question) fail(error);
    }
  }

  /** @param {unknown} error */
  function fail(error) {
    redraw();
    said.textContent = sentenceOf(error);
  }

  function redraw() {
    const digit = chosen ?? question?.likeliest ?? 0;
    select.selectedIndex = digit;
    drawOcclusion(heat, occlusion?.[digit] ?? null, question?.grid ?? null);
    const text = `Blue ink speaks for a ${digit}, orange ink against it: without it the network would be less, or more, sure.`;
    said.textContent = occlusion === null ? NOTHING : text;
    heat.setAttribute("aria-label", occlusion === null ? "Nothing is drawn yet" : `Your drawing; ${text}`);
    if (occlusion === null) layerRows.replaceChildren();
  }

  const explain = whenNew((/** @type {import("../state.js").PadAnswer | null} */ answer) => {
    if (answer === null) return; // The explanation stays while another model is loaded.
    const { grid, probabilities } = answer.whole;
    if (grid === null || probabilities === null) chosen = question = null;
    else question = { recogniser: answer.recogniser, grid, likeliest: probabilities.indexOf(Math.max(...probabilities)) };
    if (root.open) later(question);
  });

  return { root, redraw, update: ({ answer }) => explain(answer) };
}

/** @param {unknown} error */
function noLayers(error) {
  logError(error);
  return [element("p", { class: "inkling-facts" }, sentenceOf(error))];
}

/**
 * @param {Layer} layer
 * @param {number} index
 */
function layerRow({ side, channels, values }, index) {
  const shown = Math.min(channels, MOST_MAPS);
  const canvases = Array.from({ length: shown }, (_, channel) => {
    const canvas = element("canvas", { width: `${side}`, height: `${side}`, "aria-hidden": "true" });
    drawFeatureMap(canvas, values.subarray(channel * side * side, (channel + 1) * side * side));
    return canvas;
  });
  const name = `Convolution ${index + 1}: ${channels} maps of ${side}x${side}${shown < channels ? `, the first ${shown}` : ""}`;
  return element("figure", {}, element("figcaption", {}, name), element("div", {}, ...canvases));
}
