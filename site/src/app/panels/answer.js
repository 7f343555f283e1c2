/**
 * The answer: the digit, how sure the model is, a bar for each digit, and the grid that the network reads.
 */
import { GRID } from "../../preprocessing/strokes.js";
import { element } from "../../view/dom.js";
import { listed, show as say, showIn, t } from "../../words/words.js";
import { whenNew } from "../update/when-new.js";
import { whenSettled } from "../update/when-settled.js";
import { probabilityBars } from "./parts/bars.js";
import { candidatesText, numberInWords, refusalWords, surenessWords } from "./parts/number-words.js";
import { problemBox } from "./parts/problem.js";

/** Milliseconds without a new answer after which it is read aloud: while somebody draws, it changes with every move. */
const SETTLED = 700;

/**
 * How another digit takes the place of the last one.
 *
 * @type {[Keyframe[], KeyframeAnimationOptions]}
 */
const ARRIVES = [[{ opacity: 0, transform: "translateY(0.06em)" }, {}], { duration: 160, easing: "ease-out" }];

/**
 * @typedef {import("../state.js").PadAnswer} PadAnswer
 * @typedef {import("../../words/sentence.js").Words} Words
 */

/**
 * @param {import("./index.js").App} app
 * @returns {import("./index.js").Panel}
 */
export function answerPanel({ state }) {
  const digit = element("p", { class: "inkling-digit", "aria-hidden": "true" });
  const words = element("p", { class: "inkling-words" });
  const seen = element("canvas", { width: `${GRID}`, height: `${GRID}`, role: "img" });
  const spoken = element("p", { class: "inkling-spoken", role: "status" });
  const bars = probabilityBars();
  const problem = problemBox(state);
  const figure = element("figure", { class: "inkling-seen" }, seen, element("figcaption", {}, t("What the network sees")));
  const verdict = element("div", { class: "inkling-verdict" }, digit, words);
  const root = element("div", { class: "inkling-answer" }, problem.root, verdict, figure, bars.root, spoken);
  const speak = whenSettled((/** @type {Words} */ text) => say(spoken, text), SETTLED);

  const show = whenNew(() => {
    const { answer, message, verdict } = state;
    root.dataset.verdict = verdict || "blank";
    const [shown, about] = [digitText(state), answer === null ? message : wordsOf(answer, state.picture === null ? state.drawing : [])];
    say(digit, shown);
    write(`${shown}`);
    say(words, about);
    showIn(seen, "aria-label", gridText(answer));
    if (answer !== null && verdict === "number") bars.showNumber(answer.digits.filter(({ mark }) => !mark));
    else bars.show(answer?.whole);
    speak(answer === null || verdict === "blank" ? "" : listed([shown, about]));
    redraw();
  });

  const write = whenNew((/** @type {string} */ text) => {
    digit.style.setProperty("--inkling-characters", `${text.replace(/[\u2066-\u2069]/g, "").length}`); // A long number gets smaller digits.
    if (text !== "" && !matchMedia("(prefers-reduced-motion: reduce)").matches) digit.animate(...ARRIVES);
  });

  function redraw() {
    drawGrids(seen, gridsOf(state.answer));
  }

  return {
    root,
    redraw,
    update({ answer, message }) {
      problem.update(state);
      show(answer ?? message);
    },
  };
}

/**
 * @param {import("../state.js").State} state
 * @returns {Words}
 */
function digitText({ answer, label, verdict }) {
  if (verdict === "number") return label;
  return verdict === "not a digit" ? "?" : candidatesText(answer?.whole.candidates ?? []);
}

/**
 * @param {PadAnswer} answer
 * @param {import("../../input/stroke-history.js").Drawing} drawing  Empty for a picture.
 * @returns {Words} What stands below the digit.
 */
function wordsOf({ whole: { verdict, confidence }, digits }, drawing) {
  if (digits.length > 0) return numberInWords(digits);
  if (verdict === "blank") return t("Waiting for ink");
  return verdict === "not a digit" ? refusalWords(drawing) : surenessWords(verdict === "unsure" ? null : confidence, drawing);
}

/**
 * @param {PadAnswer | null} answer
 * @returns {Words} What the picture of the grid shows, for screen readers.
 */
function gridText(answer) {
  if (!answer?.whole.grid) return t("The network sees nothing yet");
  return answer.digits.length > 0
    ? t("Your digits in 28 by 28 pixels each, as the network sees them")
    : t("Your drawing in 28 by 28 pixels, as the network sees it");
}

/**
 * @param {PadAnswer | null} answer
 * @returns {(Float64Array | null)[]} What the network read: one grid, or one for each digit of a number.
 */
function gridsOf(answer) {
  if (answer === null) return [];
  return (answer.digits.length > 0 ? answer.digits.filter(({ mark }) => !mark) : [answer.whole]).map(({ grid }) => grid);
}

/**
 * @param {HTMLCanvasElement} canvas  Gets one pixel for each pixel of the grids, which nearly form a square.
 * @param {(Float64Array | null)[]} grids
 */
function drawGrids(canvas, grids) {
  const across = Math.max(Math.ceil(Math.sqrt(grids.length)), 1);
  canvas.width = across * GRID; // This also clears it.
  canvas.height = Math.max(Math.ceil(grids.length / across), 1) * GRID;
  const context = canvas.getContext("2d");
  if (context === null) return;
  context.fillStyle = getComputedStyle(canvas).color;
  grids.forEach((grid, place) => {
    const [left, top] = [place % across, Math.floor(place / across)].map((tile) => tile * GRID);
    grid?.forEach((ink, i) => {
      if (ink === 0) return; // Most pixels have none, and a number has many grids.
      context.globalAlpha = ink;
      context.fillRect(left + (i % GRID), top + Math.floor(i / GRID), 1, 1);
    });
  });
}
