/**
 * The content of the panel that changes a drawing into another digit. It is fetched when the panel is opened.
 *
 * The network's gradient says which pixels to change; a worker follows it. The slider goes along the way, and the page's own recogniser
 * reads the grid at each place of it.
 *
 * @typedef {import("../state.js").State} State
 * @typedef {import("../../words/sentence.js").Words} Words
 * @typedef {{model: string, recogniser: import("../../inference/recogniser.js").Recogniser, answer: import("../../inference/recogniser.js").Answer,
 *     grid: Float32Array, label: number, next: number}} Subject  What is changed: `label` is the likeliest digit, `next` the one after it.
 */
import { logError } from "../../errors.js";
import { GRID } from "../../preprocessing/strokes.js";
import { element } from "../../view/dom.js";
import { scheduleAnswers } from "../../view/scheduler.js";
import { percent, show, showIn, t } from "../../words/words.js";
import { probabilityBars, sureness } from "../panels/parts/bars.js";
import { digitPicker } from "../panels/parts/digit-picker.js";
import { candidatesText } from "../panels/parts/number-words.js";
import { whenSettled } from "../update/when-settled.js";
import { changeOf, drawChange, gridAt } from "./draw-change.js";
import { morphSteps } from "./morph-steps.js";

/** Milliseconds without a change of the drawing before the way is computed: it takes about a second. */
const SETTLED = 300;

/** Places of the slider. */
const PLACES = 100;

const ABOUT = t("The page asks the network how to change your drawing so that it reads another digit, and follows the answer step by step.");
const NOTHING = t("Draw a digit first.");
const NUMBER = t("One digit at a time: a number is not changed.");
const FOREIGN = t("Only for the models of this site: of other models this page does not know the gradient.");
const SAME = t("The network reads this digit already: choose another one.");
const COMPUTING = t("Following the network's gradient…");

/**
 * @param {AbortSignal} signal  Ends it.
 * @param {Parameters<typeof morphSteps>[1]} [startWorker]
 */
export function morphView(signal, startWorker) {
  const steps = morphSteps(signal, startWorker);
  const { select, root: picker } = digitPicker(t("Make it a"));
  const canvas = element("canvas", { width: `${GRID}`, height: `${GRID}`, class: "inkling-heat", role: "img" });
  const slider = element("input", {
    type: "range",
    min: "0",
    max: `${PLACES}`,
    value: "0",
    class: "inkling-way",
    "aria-label": t("From your drawing to the other digit"),
  });
  const bars = probabilityBars();
  const said = element("p", { class: "inkling-facts", role: "status" }, NOTHING);
  const styles = element("link", { rel: "stylesheet", href: new URL("./morph.css", import.meta.url).href });
  const way = element("div", { class: "inkling-way-ends" }, element("span", {}, t("Your drawing")), slider, element("output", {}, t("Another digit")));
  const end = /** @type {HTMLElement} */ (way.lastChild);
  const root = element(
    "div",
    { class: "inkling-morph" },
    styles,
    element("p", {}, ABOUT),
    picker,
    element("div", { class: "inkling-why" }, canvas, bars.root),
    way,
    said,
  );

  /** @type {Subject | null} */
  let subject = null;
  /** @type {number | null} The digit that the visitor chose; null for the next likeliest. */
  let chosen = null;
  /** @type {import("../state.js").PadAnswer | null} */
  let shown = null;
  /** @type {Float32Array[]} The way. */
  let grids = [];
  let isComputing = false;
  let isOpen = false;

  const target = () => chosen ?? subject?.next ?? 0;
  const place = () => (grids.length > 0 ? gridAt(grids, slider.valueAsNumber / PLACES) : null);

  const read = scheduleAnswers(
    async () => {
      const [asked, grid] = [subject, place()];
      if (asked === null || grid === null) return null;
      const [answer] = await asked.recogniser.read([grid]);
      return { asked, answer };
    },
    (found) => {
      if (found === null || found.asked !== subject) return;
      bars.show(found.answer);
      const { label, confidence, candidates } = found.answer;
      const digits = candidatesText(candidates);
      const isNone = label === null && digits === "";
      showIn(
        slider,
        "aria-valuetext",
        isNone ? t("The network reads no digit") : t("The network reads {digits}, {share}", { digits, share: sureness(confidence) }),
      );
    },
    logError,
  );

  function redraw() {
    drawChange(canvas, subject?.grid ?? null, place());
  }

  function move() {
    redraw();
    read();
  }

  /** @param {Words} text  Why there is no way. */
  function showNothing(text) {
    stop();
    show(said, text);
    slider.disabled = true;
    slider.value = "0";
    grids = subject === null ? [] : [subject.grid];
    showIn(canvas, "aria-label", subject === null ? t("Nothing is drawn yet") : t("Your drawing, unchanged"));
    bars.show(subject?.answer);
    redraw();
  }

  function stop() {
    isComputing = false;
    steps.stop();
  }

  function compute() {
    if (!isOpen) shown = null; // When it is unfolded again, it begins again.
    if (!isOpen || subject === null) return;
    const [asked, digit] = [subject, target()];
    select.selectedIndex = digit;
    show(end, `${digit}`);
    if (digit === asked.label) return showNothing(SAME);
    showNothing(COMPUTING);
    isComputing = true;
    steps.ask(
      { model: asked.model, grid: asked.grid, target: digit },
      {
        step(grid) {
          grids.push(grid);
          slider.value = `${PLACES}`;
          move(); // The visitor sees it change.
        },
        done(isReached) {
          isComputing = false;
          slider.disabled = false;
          const share = percent(changeOf(asked.grid, grids[grids.length - 1]), 0);
          show(said, isReached ? reachedText(digit, share) : missedText(digit));
          showIn(canvas, "aria-label", t("Your drawing on its way to a {digit}: blue ink is added, orange ink is taken away", { digit }));
        },
        fail: showNothing,
      },
    );
  }

  const later = whenSettled(compute, SETTLED);
  select.addEventListener("change", () => {
    chosen = select.selectedIndex;
    compute();
  });
  slider.addEventListener("input", move);

  return {
    root,
    redraw,

    /**
     * @param {State} state
     * @param {boolean} open  A folded panel computes nothing.
     */
    update(state, open) {
      const { answer } = state;
      isOpen = open;
      if (isComputing && (!isOpen || answer === null)) {
        stop();
        shown = null;
      }
      if (!isOpen || answer === null || answer === shown) return;
      shown = answer;
      const found = subjectOf(state, answer);
      subject = typeof found === "object" && "grid" in found ? found : null;
      if (subject === null) chosen = null;
      showNothing(subject === null ? /** @type {Words} */ (found) : COMPUTING);
      later(undefined);
    },
  };
}

/**
 * @param {State} state
 * @param {import("../state.js").PadAnswer} answer
 * @returns {Subject | Words} Why there is none.
 */
function subjectOf({ entry }, { recogniser, whole, digits }) {
  const { grid, probabilities } = whole;
  if (grid === null || probabilities === null) return NOTHING;
  if (digits.length > 0) return NUMBER;
  if (entry === null || entry.isOwn) return FOREIGN;
  const [label, next] = Array.from(probabilities, (_, digit) => digit).sort((one, other) => probabilities[other] - probabilities[one]);
  return { model: entry.model.href, recogniser, answer: whole, grid: Float32Array.from(grid), label, next };
}

/**
 * @param {number} digit
 * @param {Words} share
 */
function reachedText(digit, share) {
  return t(
    "More ink where it is blue and less where it is orange makes it a {digit} for the network. The change is {share} of your ink. To you it may still look like what you drew: a network can change its answer before a reader does.",
    { digit, share },
  );
}

/** @param {number} digit */
function missedText(digit) {
  return t("Along this way the network reads no {digit}: the change that its gradient asks for leads elsewhere.", { digit });
}
