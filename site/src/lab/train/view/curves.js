/**
 * The curves of loss and accuracy, and the same as a table.
 *
 * @typedef {import("../session.js").Point} Point
 */
import { percent } from "../../../app/published/catalogue.js";
import { element } from "../../../view/dom.js";
import { HEIGHT, LEFT, ofAccuracy, ofLoss, RIGHT, spread, WIDTH, xOf, yOf } from "./scale.js";

/** Rows of the table, at most. */
const ROWS = 25;

/** Points of a line, at most: the eye sees no more. */
const DRAWN = 300;

export function curvesView() {
  const loss = chart("Loss", [0.01, 0.1, 1, 10], ofLoss, (value) => `${value}`);
  const accuracy = chart("Accuracy", [0.8, 0.85, 0.9, 0.95, 1], ofAccuracy, (value) => percent(value, 0));
  const body = element("tbody");
  const heads = ["Step", "Loss, training", "Loss, test", "Accuracy, training", "Accuracy, test"].map((text) => element("th", { scope: "col" }, text));
  const table = element("table", { class: "inkling-train-table" }, element("thead", {}, element("tr", {}, ...heads)), body);
  const scroll = element("div", { class: "inkling-train-scroll", tabindex: "0", role: "group", "aria-label": "The curve in numbers" }, table);
  const fold = element("details", { class: "inkling-panel" }, element("summary", {}, "The curve in numbers"), scroll);
  const latest = element("p", { class: "inkling-train-latest" });
  const key = element("p", { class: "inkling-train-key" }, keyOf("test", "test images"), keyOf("training", "training images, as they are learned"));
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
    latest.textContent = point ? `Test images: ${percent(point.test.accuracy, 1)} right, loss ${point.test.loss.toFixed(3)}.` : "";
  }

  return {
    root: element("section", { class: "inkling-train-curves", "aria-label": "Curves" }, charts, key, latest, fold),

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
function row({ step, training, test }) {
  const texts = [training?.loss.toFixed(3), test.loss.toFixed(3), training && percent(training.accuracy, 1), percent(test.accuracy, 1)];
  return element("tr", {}, element("th", { scope: "row" }, `${step}`), ...texts.map((text) => element("td", {}, text ?? "–")));
}

/**
 * @param {string} which
 * @param {string} text
 */
function keyOf(which, text) {
  return element("span", {}, element("span", { class: `inkling-train-mark inkling-train-${which}`, "aria-hidden": "true" }), text);
}

/**
 * @param {string} title
 * @param {number[]} ticks
 * @param {(value: number) => number} scale  To 0 at the lower end, 1 at the upper.
 * @param {(value: number) => string} words
 */
function chart(title, ticks, scale, words) {
  const svg = drawn("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "inkling-train-chart", role: "img", "aria-label": `${title}: nothing yet` });
  for (const tick of ticks) {
    const y = `${yOf(scale(tick))}`;
    svg.append(
      drawn("line", { x1: `${LEFT}`, x2: `${WIDTH - RIGHT}`, y1: y, y2: y, class: "inkling-train-grid" }),
      text(words(tick), LEFT - 5, Number(y) + 3.5, "end"),
    );
  }
  const end = text("", WIDTH - RIGHT, HEIGHT - 5, "end");
  const training = drawn("polyline", { class: "inkling-train-line inkling-train-training" });
  const test = drawn("polyline", { class: "inkling-train-line inkling-train-test" });
  svg.append(text("step 0", LEFT, HEIGHT - 5, "start"), end, training, test);
  return {
    root: element("figure", {}, element("figcaption", {}, title), svg),

    /**
     * @param {Point[]} points
     * @param {number} last  Step.
     * @param {(score: import("../session.js").Score) => number} shownOf
     */
    draw(points, last, shownOf) {
      const place = (/** @type {number} */ step, /** @type {number} */ value) => `${xOf(step, last).toFixed(1)},${yOf(scale(value)).toFixed(1)}`;
      test.setAttribute("points", points.map((point) => place(point.step, shownOf(point.test))).join(" "));
      training.setAttribute("points", points.flatMap(({ step, training }) => (training ? [place(step, shownOf(training))] : [])).join(" "));
      end.textContent = points.length > 0 ? `step ${last}` : "";
      svg.setAttribute(
        "aria-label",
        points.length > 0 ? `${title} up to step ${points[points.length - 1].step}; the numbers are in the table below` : `${title}: nothing yet`,
      );
    },
  };
}

/**
 * @param {string} content
 * @param {number} x
 * @param {number} y
 * @param {string} anchor
 */
function text(content, x, y, anchor) {
  const made = drawn("text", { x: `${x}`, y: `${y}`, "text-anchor": anchor, class: "inkling-train-tick" });
  made.textContent = content;
  return made;
}

/**
 * @param {string} tag  Of SVG.
 * @param {Record<string, string>} attributes
 */
function drawn(tag, attributes) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}
