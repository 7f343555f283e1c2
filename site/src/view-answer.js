/**
 * The answer as it looks: the digit, how sure, a bar for each digit, and the grid that the network saw.
 */
import { percent } from "./catalogue.js";
import { element } from "./element.js";
import { GRID } from "./grid.js";

/** Milliseconds without a new answer after which it is read aloud: while drawing it changes with every move. */
const SETTLED = 700;

/** @typedef {import("./recogniser.js").Answer} Answer */

export function answerView() {
  const digit = element("p", { class: "inkling-digit", "aria-hidden": "true" });
  const words = element("p", { class: "inkling-words" });
  const seen = element("canvas", { width: `${GRID}`, height: `${GRID}`, role: "img" });
  const spoken = element("p", { class: "inkling-spoken", role: "status" });
  const bars = Array.from({ length: 10 }, (_, label) => barRow(label));
  const root = element(
    "div",
    { class: "inkling-answer" },
    element(
      "div",
      { class: "inkling-verdict" },
      element("div", {}, digit, words),
      element("figure", { class: "inkling-seen" }, seen, element("figcaption", {}, "What the network sees")),
    ),
    element(
      "table",
      { class: "inkling-bars", "aria-label": "Probability of each digit" },
      element("tbody", {}, ...bars.map((bar) => bar.row)),
    ),
    spoken,
  );
  /** @type {Answer} */
  const nothing = { verdict: "blank", label: null, confidence: 0, candidates: [], probabilities: null, grid: null };
  let shown = nothing;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let settling;

  /** @param {string} text */
  function speak(text) {
    clearTimeout(settling);
    settling = setTimeout(() => (spoken.textContent = text), SETTLED);
  }

  /**
   * @param {Answer} answer
   * @param {string} text
   */
  function show(answer, text) {
    shown = answer;
    const { candidates, probabilities } = answer;
    root.dataset.verdict = answer.verdict;
    digit.textContent = answer.verdict === "not a digit" ? "?" : candidates.join(" or ");
    words.textContent = text;
    // What each digit would be worth if it were one, says nothing of a drawing that is none.
    bars.forEach((bar, i) => bar.show(probabilities === null || candidates.length === 0 ? null : probabilities[i], candidates.includes(i)));
    seen.setAttribute("aria-label", answer.grid === null ? "The network sees nothing yet" : "Your drawing in 28 by 28 pixels, as the network sees it");
    drawGrid(seen, answer.grid);
  }

  /** @param {Answer[]} pieces */
  function showNumber(pieces) {
    root.dataset.verdict = "number";
    digit.textContent = pieces.map(({ label }) => label ?? "?").join("");
    words.textContent = `${pieces.length} digits: ${pieces.map(({ label, confidence }) => (label === null ? "? no digit" : `${label} ${sureness(confidence)}`)).join(", ")}`;
    for (const bar of bars) bar.show(null, false);
  }

  return {
    root,
    redraw: () => drawGrid(seen, shown.grid),

    /**
     * @param {Answer} answer
     * @param {Answer[]} [pieces]  Of the digits of a number, from left to right; the answer then is of all its ink at once.
     */
    show(answer, pieces = []) {
      show(answer, inWords(answer));
      if (pieces.length > 1) showNumber(pieces);
      if (answer.verdict === "blank") speak("");
      else speak([digit.textContent, words.textContent].join(", "));
    },

    /** @param {string} text  Instead of an answer. */
    showNone(text) {
      show(nothing, text);
      speak("");
    },
  };
}

/**
 * @param {Answer} answer
 * @returns {string} What stands under the digit, or the digits, that are named.
 */
function inWords({ verdict, confidence }) {
  if (verdict === "blank") return "Waiting for ink";
  if (verdict === "not a digit") return "Not a digit, I think";
  return verdict === "unsure" ? "Not sure which" : `${sureness(confidence)} sure`;
}

/** @param {number} label */
function barRow(label) {
  const fill = element("span", { class: "inkling-fill" });
  const value = element("td", { class: "inkling-value" });
  const row = element(
    "tr",
    {},
    element("th", { scope: "row" }, `${label}`),
    element("td", { class: "inkling-bar", "aria-hidden": "true" }, element("span", { class: "inkling-track" }, fill)),
    value,
  );
  return {
    row,
    /**
     * @param {number | null} probability
     * @param {boolean} best
     */
    show(probability, best) {
      fill.style.setProperty("width", `${(probability ?? 0) * 100}%`);
      value.textContent = probability === null ? "–" : sureness(probability);
      row.classList.toggle("inkling-best", best);
    },
  };
}

/**
 * @param {number} probability
 * @returns {string} A percentage that never rounds to a certainty which no network has.
 */
export function sureness(probability) {
  if (probability > 0.999) return `> ${percent(0.999, 1)}`;
  if (probability < 0.001) return `< ${percent(0.001, 1)}`;
  return percent(probability, 1);
}

/**
 * @param {HTMLCanvasElement} canvas  One pixel for each of the grid's.
 * @param {Float64Array | null} grid
 */
function drawGrid(canvas, grid) {
  const context = canvas.getContext("2d");
  if (context === null) return;
  context.clearRect(0, 0, GRID, GRID);
  context.fillStyle = getComputedStyle(canvas).color;
  grid?.forEach((ink, i) => {
    context.globalAlpha = ink;
    context.fillRect(i % GRID, Math.floor(i / GRID), 1, 1);
  });
}
