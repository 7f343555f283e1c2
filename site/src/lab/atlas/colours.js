/**
 * The colours of the images on the map. Each set is readable on its page; labels and answers are also told in words everywhere.
 *
 * @typedef {"label" | "answer" | "confidence"} Colouring
 * @typedef {object} Look  Colours of a page.
 * @property {string[]} digits  Of the digits 0 to 9.
 * @property {string[]} sure  From the least sure to the surest, as `STEPS` has them.
 * @property {string} ring  Of misread images.
 * @property {string} mark  Of what is chosen, and of the visitor's drawing.
 * @property {string} paper
 */

import { percent, t } from "../../words/words.js";

/** Smallest confidence of each step, the last one the surest. */
export const STEPS = [0, 0.5, 0.9, 0.99];

/** @type {Look} */
export const LIGHT = {
  digits: ["#1b5fb4", "#b3261e", "#2e7d32", "#8a4a00", "#6a3fb5", "#00737d", "#b01c76", "#4f5b66", "#7d6608", "#3949ab"],
  sure: ["#b3261e", "#b25c00", "#7d6608", "#1f3a8a"],
  ring: "#b83a08",
  mark: "#111827",
  paper: "#fffdf7",
};

/** @type {Look} */
export const DARK = {
  digits: ["#7ab7ff", "#ff8a80", "#81d18b", "#f0b36b", "#c3a6ff", "#5fd4dc", "#ff8fcb", "#b7c2cc", "#e0cf63", "#9fa8ff"],
  sure: ["#ff8a80", "#f0b36b", "#e0cf63", "#a9c1ff"],
  ring: "#ffab70",
  mark: "#ffffff",
  paper: "#151a26",
};

/**
 * @param {import("./atlas-files.js").Atlas} atlas
 * @param {Colouring} colouring
 * @returns {Uint8Array} For each image, which colour of its set it has.
 */
export function groupsOf({ labels, answers, confidences }, colouring) {
  if (colouring === "label") return labels;
  if (colouring === "answer") return answers;
  return Uint8Array.from(confidences, (value) => STEPS.filter((least) => value >= least).length - 1);
}

/**
 * @param {Look} look
 * @param {Colouring} colouring
 * @returns {{colours: string[], words: import("../../words/sentence.js").Words[]}} One for each group.
 */
export function setOf(look, colouring) {
  if (colouring !== "confidence") return { colours: look.digits, words: look.digits.map((_, digit) => String(digit)) };
  const words = STEPS.map((least, i) => (i === 0 ? t("under {share}", { share: percent(STEPS[1], 0) }) : t("from {share}", { share: percent(least, 0) })));
  return { colours: look.sure, words };
}
