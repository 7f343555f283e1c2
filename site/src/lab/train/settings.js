/**
 * The settings of a training: what a visitor may choose, what a link holds, and the sentence for what is not possible.
 *
 * @typedef {import("../engine/trainer.js").Settings} Settings
 */
import { RecogniserError } from "../../errors.js";

/** The networks of the published origins: title -> layers and dropout, as `trainer/models/architectures.py` has them. */
export const NETWORKS = [
  { title: "784-10, no hidden layer", layers: [], dropout: 0 },
  { title: "784-100-10", layers: [100], dropout: 0 },
  { title: "784-128-64-10", layers: [128, 64], dropout: 0 },
  { title: "784-128-128-10, dropout 0.05", layers: [128, 128], dropout: 0.05 },
  { title: "784-128-128-10, dropout 0.25", layers: [128, 128], dropout: 0.25 },
];

/** @type {Readonly<Settings>} */
export const DEFAULTS = { layers: [128, 64], dropout: 0, rate: 0.001, batch: 128, epochs: 5, seed: 1 };

/** The most hidden layers, and the most units of one. */
export const [MOST_LAYERS, MOST_UNITS] = [3, 512];

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
  const { layers } = settings ?? {};
  const isWidth = (/** @type {unknown} */ width) => Number.isInteger(width) && Number(width) >= 1 && Number(width) <= MOST_UNITS;
  if (!Array.isArray(layers) || layers.length > MOST_LAYERS || !layers.every(isWidth)) {
    throw new RecogniserError(`Hidden layers are at most ${MOST_LAYERS} whole numbers from 1 to ${MOST_UNITS}, such as 128-64.`);
  }
  for (const [name, { least, most, whole, words }] of Object.entries(LIMITS)) {
    const value = settings[name];
    if (typeof value !== "number" || !(value >= least && value <= most) || (whole && !Number.isInteger(value))) {
      throw new RecogniserError(`${words} is a ${whole ? "whole number" : "number"} from ${least} to ${most}.`);
    }
  }
  const { dropout, rate, batch, epochs, seed } = settings;
  return { layers: [...layers], dropout, rate, batch, epochs, seed };
}

/**
 * @param {string} text  Such as "128-64" or "128, 64"; empty for no hidden layer.
 * @returns {number[]}
 */
export function widthsIn(text) {
  return text.split(/[^\d.]+/).flatMap((part) => (part === "" ? [] : [Number(part)]));
}

/**
 * @param {Settings} settings
 * @returns {string} For the address of the page.
 */
export function toFragment({ layers, ...numbers }) {
  const parts = Object.keys(LIMITS).map((name) => `${name}=${/** @type {any} */ (numbers)[name]}`);
  return [`layers=${layers.join("-") || "none"}`, ...parts].join("&");
}

/**
 * @param {string} fragment  With or without its "#".
 * @returns {Settings | null} Null where it holds none. What is missing is as by default.
 * @throws {RecogniserError}
 */
export function fromFragment(fragment) {
  const parts = new URLSearchParams(fragment.replace(/^#/, ""));
  if (!["layers", ...Object.keys(LIMITS)].some((name) => parts.has(name))) return null;
  const layers = parts.get("layers");
  const numbers = Object.keys(LIMITS).filter((name) => parts.has(name));
  return checked({
    ...DEFAULTS,
    ...(layers === null ? {} : { layers: layers === "none" ? [] : widthsIn(layers) }),
    ...Object.fromEntries(numbers.map((name) => [name, parts.get(name) === "" ? NaN : Number(parts.get(name))])),
  });
}
