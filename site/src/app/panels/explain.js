/**
 * Why this answer: which ink speaks for a digit and which against it (the occlusion map), and the feature maps of each convolution.
 *
 * @typedef {import("../../inference/recogniser.js").Layer} Layer
 * @typedef {import("../../inference/recogniser.js").Recogniser} Recogniser
 */
import { logError, wordsOf } from "../../errors.js";
import { occlusionMaps } from "../../inference/occlusion.js";
import { GRID } from "../../preprocessing/strokes.js";
import { element } from "../../view/dom.js";
import { show, showIn, t } from "../../words/words.js";
import { whenNew } from "../update/when-new.js";
import { whenSettled } from "../update/when-settled.js";
import { digitPicker } from "./parts/digit-picker.js";
import { foldingPanel } from "./fold.js";
import { drawFeatureMap, drawOcclusion } from "./parts/draw-maps.js";

/** Milliseconds without a change before the maps are computed: they take about a hundred answers of the network. */
const SETTLED = 250;

/** The most feature maps that are shown of a convolution. */
const MOST_MAPS = 16;

const NOTHING = t("Draw something first.");

/** @returns {import("./index.js").Panel} */
export function explainPanel() {
  /** @type {{recogniser: Recogniser, grid: Float64Array, likeliest: number} | null} */
  let question = null;
  /** @type {Float64Array[] | null} One for each digit. */
  let occlusion = null;
  /** @type {number | null} The digit that the visitor chose; null for the likeliest one. */
  let chosen = null;
  const { select, root: picker } = digitPicker(t("What speaks for a"));
  const heat = element("canvas", { width: `${GRID}`, height: `${GRID}`, class: "inkling-heat", role: "img" });
  const said = element("p", { class: "inkling-facts" }, NOTHING);
  const layerRows = element("div", { class: "inkling-maps" });
  const later = whenSettled(compute, SETTLED);
  const root = foldingPanel(
    t("Why this answer"),
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
    show(said, wordsOf(error));
  }

  function redraw() {
    const digit = chosen ?? question?.likeliest ?? 0;
    select.selectedIndex = digit;
    drawOcclusion(heat, occlusion?.[digit] ?? null, question?.grid ?? null);
    const text = t("Blue ink speaks for a {digit}, orange ink against it: without it the network would be less, or more, sure.", { digit });
    show(said, occlusion === null ? NOTHING : text);
    showIn(heat, "aria-label", occlusion === null ? t("Nothing is drawn yet") : t("Your drawing; {words}", { words: text }));
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
  return [element("p", { class: "inkling-facts" }, wordsOf(error))];
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
  const facts = { number: index + 1, count: channels, side, shown };
  const name =
    shown < channels
      ? t("Convolution {number}: {count} maps of {side}x{side}, the first {shown}", facts)
      : t("Convolution {number}: {count} maps of {side}x{side}", facts);
  return element("figure", {}, element("figcaption", {}, name), element("div", {}, ...canvases));
}
