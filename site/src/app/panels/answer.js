/**
 * The answer as it looks: the digit, how sure, a bar for each digit, and the grid that the network saw.
 */
import { percent } from "../catalogue.js";
import { element } from "../../view/dom.js";
import { GRID } from "../../preprocessing/strokes.js";

/** Milliseconds without a new answer after which it is read aloud: while drawing it changes with every move. */
const SETTLED = 700;

/** @typedef {import("../../inference/recogniser.js").Answer} Answer */

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
  /** @type {(Float64Array | null)[]} What the network saw: one grid, or one for each digit of a number. */
  let grids = [];
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
    const { candidates, probabilities } = answer;
    root.dataset.verdict = answer.verdict;
    digit.textContent = answer.verdict === "not a digit" ? "?" : candidates.join(" or ");
    words.textContent = text;
    // What each digit would be worth if it were one, says nothing of a drawing that is none.
    bars.forEach((bar, i) => bar.show(probabilities === null || candidates.length === 0 ? null : probabilities[i], candidates.includes(i)));
    see([answer.grid], answer.grid === null ? "The network sees nothing yet" : "Your drawing in 28 by 28 pixels, as the network sees it");
  }

  /** @param {Answer[]} pieces */
  function showNumber(pieces) {
    root.dataset.verdict = "number";
    digit.textContent = pieces.map(({ label }) => label ?? "?").join("");
    words.textContent = `${pieces.length} digits: ${pieces.map(({ label, confidence }) => (label === null ? "?\u00a0no\u00a0digit" : `${label}\u00a0${sureness(confidence)}`)).join(", ")}`;
    for (const bar of bars) bar.show(null, false);
    see(
      pieces.map(({ grid }) => grid),
      "Your digits in 28 by 28 pixels each, as the network sees them",
    );
  }

  /**
   * @param {(Float64Array | null)[]} what
   * @param {string} label
   */
  function see(what, label) {
    grids = what;
    seen.setAttribute("aria-label", label);
    drawGrids(seen, grids);
  }

  return {
    root,
    redraw: () => drawGrids(seen, grids),

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
  if (probability > 0.999) return `>\u00a0${percent(0.999, 1)}`;
  if (probability < 0.001) return `<\u00a0${percent(0.001, 1)}`;
  return percent(probability, 1);
}

/**
 * @param {HTMLCanvasElement} canvas  Gets one pixel for each of the grids', which stand in rows, as many across as down.
 * @param {(Float64Array | null)[]} grids
 */
function drawGrids(canvas, grids) {
  const across = Math.max(Math.ceil(Math.sqrt(grids.length)), 1);
  canvas.width = canvas.height = across * GRID; // Which also clears it.
  const context = canvas.getContext("2d");
  if (context === null) return;
  context.fillStyle = getComputedStyle(canvas).color;
  grids.forEach((grid, place) => {
    const [left, top] = [place % across, Math.floor(place / across)].map((tile) => tile * GRID);
    grid?.forEach((ink, i) => {
      context.globalAlpha = ink;
      context.fillRect(left + (i % GRID), top + Math.floor(i / GRID), 1, 1);
    });
  });
}
