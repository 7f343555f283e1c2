/**
 * A bar for the probability of each digit, as a table.
 */
import { element } from "../../../view/dom.js";
import { percent } from "../../published/catalogue.js";

export function probabilityBars() {
  const bars = Array.from({ length: 10 }, (_, label) => barRow(label));
  const body = element("tbody", {}, ...bars.map((bar) => bar.root));
  return {
    root: element("table", { class: "inkling-bars", "aria-label": "Probability of each digit" }, body),

    /** @param {import("../../../inference/recogniser.js").Answer | null} [answer]  Without it, there are no bars. */
    show(answer) {
      const candidates = answer?.candidates ?? [];
      // The probabilities assume that the drawing is a digit: they mean nothing where it is none.
      const probabilities = candidates.length > 0 ? answer?.probabilities : null;
      bars.forEach((bar, i) => bar.show(probabilities?.[i] ?? null, candidates.includes(i)));
    },
  };
}

/** @param {number} label */
function barRow(label) {
  const fill = element("span", { class: "inkling-fill" });
  const value = element("td", { class: "inkling-value" });
  const bar = element("td", { class: "inkling-bar", "aria-hidden": "true" }, element("span", { class: "inkling-track" }, fill));
  const root = element("tr", {}, element("th", { scope: "row" }, `${label}`), bar, value);
  return {
    root,

    /**
     * @param {number | null} probability
     * @param {boolean} isBest
     */
    show(probability, isBest) {
      fill.style.setProperty("width", `${(probability ?? 0) * 100}%`);
      value.textContent = probability === null ? "–" : sureness(probability);
      root.classList.toggle("inkling-best", isBest);
    },
  };
}

/**
 * @param {number} probability
 * @returns {string} A percentage that is never rounded to 0 % or 100 %: no network is certain.
 */
export function sureness(probability) {
  if (probability > 0.999) return `>\u00a0${percent(0.999, 1)}`;
  if (probability < 0.001) return `<\u00a0${percent(0.001, 1)}`;
  return percent(probability, 1);
}
