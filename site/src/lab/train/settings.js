/**
 * The settings of a training: what a visitor may choose, what a link holds, and the sentence for what is not possible.
 *
 * @typedef {import("../engine/trainer.js").Settings} Settings
 */
import { RecogniserError } from "../../errors.js";

/** The networks of the published origins, as `trainer/models/architectures.py` has them, and a small convolutional one. */
export const NETWORKS = [
  { title: "784-10, no hidden layer", filters: [], layers: [], dropout: 0 },
  { title: "784-100-10", filters: [], layers: [100], dropout: 0 },
  { title: "784-128-64-10", filters: [], layers: [128, 64], dropout: 0 },
  { title: "784-128-128-10, dropout 0.05", filters: [], layers: [128, 128], dropout: 0.05 },
  { title: "784-128-128-10, dropout 0.25", filters: [], layers: [128, 128], dropout: 0.25 },
  { title: "Small convnet, 8 and 16 filters", filters: [8, 16], layers: [], dropout: 0 },
];

/** @type {Readonly<Settings>} */
export const DEFAULTS = { filters: [], layers: [128, 64], dropout: 0, rate: 0.001, batch: 128, epochs: 5, seed: 1 };

/** The most hidden layers, and the most units of one. */
export const [MOST_LAYERS, MOST_UNITS] = [3, 512];

/** The most convolutions, and the most filters of one. */
export const [MOST_CONVOLUTIONS, MOST_FILTERS] = [2, 32];

/** Name -> least, most, whether it is whole, and its name in sentences. */
export const LIMITS = /** @type {const} */ ({
  dropout: { least: 0, most: 0.9, whole: false, words: "The dropout" },
  rate: { least: 0.00001, most: 1, whole: false, words: "The learning rate" },
  batch: { least: 1, most: 1024, whole: true, words: "The batch" },
  epochs: { least: 1, most: 100, whole: true, words: "The number of epochs" },
  seed: { least: 0, most: 4_294_967_295, whole: true, words: "The seed" },
});

/**
 * @param {any} settings
 * @returns {Settings} The same.
 * @throws {RecogniserError} In one sentence that says what is possible.
 */
export function checked(settings) {
  const { filters = [], layers } = settings ?? {}; // What was saved before there were convolutions has none.
  if (!areWidths(filters, MOST_CONVOLUTIONS, MOST_FILTERS)) {
    throw new RecogniserError(`Convolutions are at most ${MOST_CONVOLUTIONS} whole numbers of filters from 1 to ${MOST_FILTERS}, such as 8-16.`);
  }
  if (!areWidths(layers, MOST_LAYERS, MOST_UNITS)) {
    throw new RecogniserError(`Hidden layers are at most ${MOST_LAYERS} whole numbers from 1 to ${MOST_UNITS}, such as 128-64.`);
  }
  for (const [name, { least, most, whole, words }] of Object.entries(LIMITS)) {
    const value = settings[name];
    if (typeof value !== "number" || !(value >= least && value <= most) || (whole && !Number.isInteger(value))) {
      throw new RecogniserError(`${words} is a ${whole ? "whole number" : "number"} from ${least} to ${most}.`);
    }
  }
  const { dropout, rate, batch, epochs, seed } = settings;
  return { filters: [...filters], layers: [...layers], dropout, rate, batch, epochs, seed };
}

/**
 * @param {any} widths
 * @param {number} count  So many, at most.
 * @param {number} most
 */
function areWidths(widths, count, most) {
  const isWidth = (/** @type {unknown} */ width) => Number.isInteger(width) && Number(width) >= 1 && Number(width) <= most;
  return Array.isArray(widths) && widths.length <= count && widths.every(isWidth);
}

/**
 * @param {string} text  Such as "128-64" or "128, 64"; "none" or nothing for no layer.
 * @returns {number[]}
 */
export function widthsIn(text) {
  if (text.trim() === "none") return [];
  return text.split(/[^\d.]+/).flatMap((part) => (part === "" ? [] : [Number(part)]));
}

/**
 * @param {Settings} settings
 * @returns {string} For the address of the page.
 */
export function toFragment({ filters, layers, ...numbers }) {
  const parts = Object.keys(LIMITS).map((name) => `${name}=${/** @type {any} */ (numbers)[name]}`);
  const convolutions = filters.length === 0 ? [] : [`filters=${filters.join("-")}`];
  return [...convolutions, `layers=${layers.join("-") || "none"}`, ...parts].join("&");
}

/**
 * @param {string} fragment  With or without its "#".
 * @returns {Settings | null} Null where it holds none. What is missing is as by default.
 * @throws {RecogniserError}
 */
export function fromFragment(fragment) {
  const parts = new URLSearchParams(fragment.replace(/^#/, ""));
  if (!["filters", "layers", ...Object.keys(LIMITS)].some((name) => parts.has(name))) return null;
  const widths = ["filters", "layers"].filter((name) => parts.has(name)).map((name) => [name, widthsIn(parts.get(name) ?? "")]);
  const numbers = Object.keys(LIMITS).filter((name) => parts.has(name));
  return checked({
    ...DEFAULTS,
    ...Object.fromEntries(widths),
    ...Object.fromEntries(numbers.map((name) => [name, parts.get(name) === "" ? NaN : Number(parts.get(name))])),
  });
}
