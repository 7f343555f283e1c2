/**
 * A bar for the probability of each digit, as a table.
 */
import { element } from "../../../view/dom.js";
import { beyond, percent, show as say, showIn, t } from "../../../words/words.js";

/** @typedef {import("../../../inference/recogniser.js").Answer} Answer */

const ROWS = 10;

export function probabilityBars() {
  const bars = Array.from({ length: ROWS }, barRow);
  const table = element("table", { class: "inkling-bars" }, element("tbody", {}, ...bars.map((bar) => bar.root)));
  show(null);

  /** @param {Answer | null} [answer]  Without it, there are no bars. */
  function show(answer) {
    const candidates = answer?.candidates ?? [];
    // The probabilities assume that the drawing is a digit: they mean nothing where it is none.
    const probabilities = candidates.length > 0 ? answer?.probabilities : null;
    showIn(table, "aria-label", t("Probability of each digit"));
    bars.forEach((bar, i) => bar.show(`${i}`, probabilities?.[i] ?? null, candidates.includes(i)));
  }

  return {
    root: table,
    show,

    /** @param {Pick<Answer, "label" | "candidates" | "confidence">[]} digits  Of a number: a bar for each, how sure the network is of it. */
    showNumber(digits) {
      const shown = digits.length > ROWS ? [] : digits;
      showIn(table, "aria-label", t("Probability of each digit of the number"));
      bars.forEach((bar, i) => {
        const { label, candidates, confidence } = shown[i] ?? { candidates: [] };
        bar.show(candidates.join("|") || "?", label === null ? null : (confidence ?? null), candidates.length === 1);
        bar.root.hidden = i >= shown.length;
      });
    },
  };
}

function barRow() {
  const fill = element("span", { class: "inkling-fill" });
  const name = element("th", { scope: "row" });
  const value = element("td", { class: "inkling-value" });
  const bar = element("td", { class: "inkling-bar", "aria-hidden": "true" }, element("span", { class: "inkling-track" }, fill));
  const root = element("tr", {}, name, bar, value);
  return {
    root,

    /**
     * @param {string} text  The digit.
     * @param {number | null} probability
     * @param {boolean} isBest
     */
    show(text, probability, isBest) {
      root.hidden = false;
      name.textContent = text;
      fill.style.setProperty("width", `${(probability ?? 0) * 100}%`);
      say(value, probability === null ? "–" : sureness(probability));
      root.classList.toggle("inkling-best", isBest);
    },
  };
}

/**
 * @param {number} probability
 * @returns {import("../../../words/sentence.js").Words} A percentage that is never rounded to 0 % or 100 %: no network is certain.
 */
export function sureness(probability) {
  if (probability > 0.999) return beyond(">", percent(0.999, 1));
  if (probability < 0.001) return beyond("<", percent(0.001, 1));
  return percent(probability, 1);
}
