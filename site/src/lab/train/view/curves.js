/**
 * The curves of loss and accuracy, and the same as a table.
 *
 * @typedef {import("../session.js").Point} Point
 * @typedef {import("../../../words/sentence.js").Words} Words
 */
import { element, svgElement } from "../../../view/dom.js";
import { decimal, percent, show, showIn, t } from "../../../words/words.js";
import { HEIGHT, LEFT, ofAccuracy, ofLoss, RIGHT, spread, WIDTH, xOf, yOf } from "./scale.js";

/** Rows of the table, at most. */
const ROWS = 25;

/** Points of a line, at most: the eye sees no more. */
const DRAWN = 300;

const HEADS = [t("Step"), t("Loss, training"), t("Loss, test"), t("Accuracy, training"), t("Accuracy, test")];

/** @typedef {{title: Words, none: Words, upTo: (step: number) => Words}} Name  Of a chart; of it before there are points; and with them. */

/** @type {Name} */
const LOSS = {
  title: t("Loss"),
  none: t("Loss: nothing yet"),
  upTo: (step) => t("Loss up to step {step}; the numbers are in the table below", { step }),
};

/** @type {Name} */
const ACCURACY = {
  title: t("Accuracy"),
  none: t("Accuracy: nothing yet"),
  upTo: (step) => t("Accuracy up to step {step}; the numbers are in the table below", { step }),
};

export function curvesView() {
  const loss = chart(LOSS, [0.01, 0.1, 1, 10], ofLoss, (value) => decimal(value, Math.max(0, -Math.round(Math.log10(value)))));
  const accuracy = chart(ACCURACY, [0.8, 0.85, 0.9, 0.95, 1], ofAccuracy, (value) => percent(value, 0));
  const body = element("tbody");
  const heads = HEADS.map((text) => element("th", { scope: "col" }, text));
  const table = element("table", { class: "inkling-train-table" }, element("thead", {}, element("tr", {}, ...heads)), body);
  const scroll = element("div", { class: "inkling-train-scroll", tabindex: "0", role: "group", "aria-label": t("The curve in numbers") }, table);
  const fold = element("details", { class: "inkling-panel" }, element("summary", {}, t("The curve in numbers")), scroll);
  const latest = element("p", { class: "inkling-train-latest" });
  const key = element("p", { class: "inkling-train-key" }, keyOf("test", t("test images")), keyOf("training", t("training images, as they are learned")));
  const charts = element("div", { class: "inkling-train-charts" }, loss.root, accuracy.root);
  /** @type {Point[]} */
  let points = [];
  let last = 1;

  const fill = () => fold.open && body.replaceChildren(...spread(points, ROWS).map(row));
  fold.addEventListener("toggle", fill);

  function redraw() {
    const shown = spread(points, DRAWN);
    loss.draw(shown, last, ({ loss }) => loss);
    accuracy.draw(shown, last, ({ accuracy }) => accuracy);
    fill();
    const point = points[points.length - 1];
    show(latest, point ? latestOf(point) : "");
  }

  return {
    root: element("section", { class: "inkling-train-curves", "aria-label": t("Curves") }, charts, key, latest, fold),

    /** @param {import("../worker.js").State} state */
    add(state) {
      if (state.points.length === 0 && state.last === last) return;
      points = [...points.slice(0, state.from), ...state.points];
      last = state.last;
      redraw();
    },

    clear() {
      points = [];
      redraw();
    },
  };
}

/** @param {Point} point */
function latestOf({ test }) {
  return t("Test images: {share} right, loss {loss}.", { share: percent(test.accuracy, 1), loss: decimal(test.loss, 3) });
}

/** @param {Point} point */
function row({ step, training, test }) {
  const texts = [training && decimal(training.loss, 3), decimal(test.loss, 3), training && percent(training.accuracy, 1), percent(test.accuracy, 1)];
  return element("tr", {}, element("th", { scope: "row" }, `${step}`), ...texts.map((text) => element("td", {}, text ?? "–")));
}

/**
 * @param {string} which
 * @param {Words} text
 */
function keyOf(which, text) {
  return element("span", {}, element("span", { class: `inkling-train-mark inkling-train-${which}`, "aria-hidden": "true" }), text);
}

/**
 * @param {Name} name
 * @param {number[]} ticks
 * @param {(value: number) => number} scale  To 0 at the lower end, 1 at the upper.
 * @param {(value: number) => Words} words
 */
function chart(name, ticks, scale, words) {
  const svg = svgElement("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "inkling-train-chart", role: "img" });
  showIn(svg, "aria-label", name.none);
  for (const tick of ticks) {
    const y = `${yOf(scale(tick))}`;
    svg.append(
      svgElement("line", { x1: `${LEFT}`, x2: `${WIDTH - RIGHT}`, y1: y, y2: y, class: "inkling-train-grid" }),
      text(words(tick), LEFT - 5, Number(y) + 3.5, "end"),
    );
  }
  const end = text("", WIDTH - RIGHT, HEIGHT - 5, "end");
  const training = svgElement("polyline", { class: "inkling-train-line inkling-train-training" });
  const test = svgElement("polyline", { class: "inkling-train-line inkling-train-test" });
  svg.append(text(t("step {step}", { step: 0 }), LEFT, HEIGHT - 5, "start"), end, training, test);
  return {
    root: element("figure", {}, element("figcaption", {}, name.title), svg),

    /**
     * @param {Point[]} points
     * @param {number} last  Step.
     * @param {(score: import("../session.js").Score) => number} shownOf
     */
    draw(points, last, shownOf) {
      const place = (/** @type {number} */ step, /** @type {number} */ value) => `${xOf(step, last).toFixed(1)},${yOf(scale(value)).toFixed(1)}`;
      test.setAttribute("points", points.map((point) => place(point.step, shownOf(point.test))).join(" "));
      training.setAttribute("points", points.flatMap(({ step, training }) => (training ? [place(step, shownOf(training))] : [])).join(" "));
      show(end, points.length > 0 ? t("step {step}", { step: last }) : "");
      showIn(svg, "aria-label", points.length > 0 ? name.upTo(points[points.length - 1].step) : name.none);
    },
  };
}

/**
 * @param {Words} content
 * @param {number} x
 * @param {number} y
 * @param {string} anchor
 */
function text(content, x, y, anchor) {
  const made = svgElement("text", { x: `${x}`, y: `${y}`, "text-anchor": anchor, class: "inkling-train-tick" });
  show(made, content);
  return made;
}
