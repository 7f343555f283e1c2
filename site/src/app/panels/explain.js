/**
 * Why this answer: the ink that speaks for a digit and against it, and what each layer of the network makes of the drawing.
 *
 * @typedef {import("../../inference/recogniser.js").Layer} Layer
 * @typedef {import("../../inference/recogniser.js").Recogniser} Recogniser
 */
import { element } from "../../view/dom.js";
import { GRID } from "../../preprocessing/strokes.js";
import { panel } from "./fold.js";
import { occlusionMaps } from "../../inference/occlusion.js";

/** Milliseconds without a change after which the network is asked: it is asked a hundred times. */
const SETTLED = 250;

/** Feature maps shown of a layer. */
const MOST_MAPS = 16;

/** @param {(error: unknown) => void} fail */
export function whyView(fail) {
  /** @type {{recogniser: Recogniser, grid: Float64Array, label: number} | null} */
  let question = null;
  /** @type {Float64Array[] | null} */
  let worth = null;
  /** @type {number | null} Chosen by the visitor; the answer, where null. */
  let chosen = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let settling;

  const select = element("select", { class: "inkling-select" }, ...Array.from({ length: 10 }, (_, digit) => element("option", { value: `${digit}` }, `${digit}`)));
  const heat = element("canvas", { width: `${GRID}`, height: `${GRID}`, class: "inkling-heat", role: "img" });
  const said = element("p", { class: "inkling-facts" }, "Draw something first.");
  const maps = element("div", { class: "inkling-maps" });
  const root = panel(
    "Why this answer",
    later,
    element("div", { class: "inkling-why" }, heat, element("div", {}, element("label", { class: "inkling-picker" }, element("span", {}, "What speaks for a"), select), said)),
    maps,
  );
  select.addEventListener("change", () => {
    chosen = select.selectedIndex;
    draw();
  });

  function later() {
    clearTimeout(settling);
    settling = setTimeout(ask, SETTLED);
  }

  async function ask() {
    const asked = question;
    worth = null;
    if (asked === null) return draw();
    try {
      const found = await occlusionMaps(asked.grid, asked.recogniser.answers);
      const layers = await asked.recogniser.layers(asked.grid);
      if (asked !== question) return;
      worth = found;
      draw();
      maps.replaceChildren(...layers.map(layerRow));
    } catch (error) {
      if (asked === question) fail(error);
    }
  }

  function draw() {
    const digit = chosen ?? question?.label ?? 0;
    select.selectedIndex = digit;
    drawHeat(heat, worth?.[digit] ?? null, question?.grid ?? null);
    const text = worth === null ? "Draw something first." : `Blue ink speaks for a ${digit}, orange ink against it: without it the network would be less, or more, sure.`;
    said.textContent = text;
    heat.setAttribute("aria-label", worth === null ? "Nothing is drawn yet" : `Your drawing; ${text}`);
    if (worth === null) maps.replaceChildren();
  }

  return {
    root,
    redraw: draw,

    /**
     * @param {Recogniser | null} recogniser
     * @param {Float64Array | null} grid
     * @param {number} label  The likeliest digit.
     */
    show(recogniser, grid, label) {
      question = recogniser === null || grid === null ? null : { recogniser, grid, label };
      if (question === null) chosen = null;
      if (root.open) later();
    },
  };
}

/**
 * @param {Layer} layer
 * @param {number} index
 */
function layerRow({ side, channels, values }, index) {
  const shown = Math.min(channels, MOST_MAPS);
  const canvases = Array.from({ length: shown }, (_, channel) => {
    const canvas = element("canvas", { width: `${side}`, height: `${side}`, "aria-hidden": "true" });
    drawMap(canvas, values.subarray(channel * side * side, (channel + 1) * side * side));
    return canvas;
  });
  const name = `Convolution ${index + 1}: ${channels} maps of ${side}x${side}${shown < channels ? `, the first ${shown}` : ""}`;
  return element("figure", {}, element("figcaption", {}, name), element("div", {}, ...canvases));
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Float64Array | null} worth
 * @param {Float64Array | null} grid
 */
function drawHeat(canvas, worth, grid) {
  const context = canvas.getContext("2d");
  if (context === null) return;
  const style = getComputedStyle(canvas);
  const [for_, against] = [style.getPropertyValue("--inkling-for"), style.getPropertyValue("--inkling-against")];
  const most = Math.max(...(worth ?? []).map(Math.abs), 1e-9);
  context.clearRect(0, 0, GRID, GRID);
  grid?.forEach((ink, i) => {
    if (ink === 0) return;
    const share = worth === null ? 0 : worth[i] / most;
    context.fillStyle = style.color;
    context.globalAlpha = 0.15 * ink;
    context.fillRect(i % GRID, Math.floor(i / GRID), 1, 1);
    context.fillStyle = share >= 0 ? for_ : against;
    context.globalAlpha = Math.abs(share) * ink;
    context.fillRect(i % GRID, Math.floor(i / GRID), 1, 1);
  });
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Float32Array} values  side x side, of any size; the brightest is full ink.
 */
function drawMap(canvas, values) {
  const context = canvas.getContext("2d");
  if (context === null) return;
  const most = Math.max(...values, 1e-9);
  const { width } = canvas;
  context.fillStyle = getComputedStyle(document.querySelector(".inkling-pad") ?? canvas).color;
  values.forEach((value, i) => {
    context.globalAlpha = Math.max(value, 0) / most;
    context.fillRect(i % width, Math.floor(i / width), 1, 1);
  });
}
