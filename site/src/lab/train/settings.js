/**
 * The settings of a training: what a visitor may choose, what a link holds, and the sentence for what is not possible.
 *
 * @typedef {import("../engine/trainer.js").Settings} Settings
 */
import { RecogniserError } from "../../errors.js";
import { decimal } from "../../words/format.js";
import { t } from "../../words/sentence.js";

/** The networks of the published origins, as `trainer/models/architectures.py` has them, and a small convolutional one. */
export const NETWORKS = [
  { title: t("784-10, no hidden layer"), filters: [], layers: [], dropout: 0 },
  { title: "784-100-10", filters: [], layers: [100], dropout: 0 },
  { title: "784-128-64-10", filters: [], layers: [128, 64], dropout: 0 },
  { title: t("784-128-128-10, dropout {dropout}", { dropout: decimal(0.05, 2) }), filters: [], layers: [128, 128], dropout: 0.05 },
  { title: t("784-128-128-10, dropout {dropout}", { dropout: decimal(0.25, 2) }), filters: [], layers: [128, 128], dropout: 0.25 },
  { title: t("Small convnet, 8 and 16 filters"), filters: [8, 16], layers: [], dropout: 0 },
];

/** @type {Readonly<Settings>} */
export const DEFAULTS = { filters: [], layers: [128, 64], dropout: 0, rate: 0.001, batch: 128, epochs: 5, seed: 1 };

/** The most hidden layers, and the most units of one. */
export const [MOST_LAYERS, MOST_UNITS] = [3, 512];

/** The most convolutions, and the most filters of one. */
export const [MOST_CONVOLUTIONS, MOST_FILTERS] = [2, 32];

/** Name -> least, most, and whether it is whole. */
export const LIMITS = /** @type {const} */ ({
  dropout: { least: 0, most: 0.9, whole: false },
  rate: { least: 0.00001, most: 1, whole: false },
  batch: { least: 1, most: 1024, whole: true },
  epochs: { least: 1, most: 100, whole: true },
  seed: { least: 0, most: 4_294_967_295, whole: true },
});

/** @type {Record<string, (least: number, most: number) => import("../../words/sentence.js").Words>} The sentence for what is outside its limits. */
const WRONG = {
  dropout: (least, most) => t("The dropout is a number from {least} to {most}.", { least, most }),
  rate: (least, most) => t("The learning rate is a number from {least} to {most}.", { least, most }),
  batch: (least, most) => t("The batch is a whole number from {least} to {most}.", { least, most }),
  epochs: (least, most) => t("The number of epochs is a whole number from {least} to {most}.", { least, most }),
  seed: (least, most) => t("The seed is a whole number from {least} to {most}.", { least, most }),
};

/**
 * @param {any} settings
 * @returns {Settings} The same.
 * @throws {RecogniserError} In one sentence that says what is possible.
 */
export function checked(settings) {
  const { filters = [], layers } = settings ?? {}; // What was saved before there were convolutions has none.
  if (!areWidths(filters, MOST_CONVOLUTIONS, MOST_FILTERS)) {
    throw new RecogniserError(
      t("Convolutions are at most {count} whole numbers of filters from 1 to {most}, such as 8-16.", { count: MOST_CONVOLUTIONS, most: MOST_FILTERS }),
    );
  }
  if (!areWidths(layers, MOST_LAYERS, MOST_UNITS)) {
    throw new RecogniserError(t("Hidden layers are at most {count} whole numbers from 1 to {most}, such as 128-64.", { count: MOST_LAYERS, most: MOST_UNITS }));
  }
  for (const [name, { least, most, whole }] of Object.entries(LIMITS)) {
    const value = settings[name];
    if (typeof value !== "number" || !(value >= least && value <= most) || (whole && !Number.isInteger(value))) {
      throw new RecogniserError(WRONG[name](least, most));
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
