/**
 * What models answered to one test image, as tables.
 *
 * @typedef {import("../data.js").Known} Known
 */
import { element } from "../../../view/dom.js";
import { t } from "../../../words/words.js";
import { rankedOf } from "../lists.js";
import { percentShort, titleOf } from "../words.js";

/** A probability below this is left out of the short table: it would be shown as 0. */
const LEAST = 0.005;

/**
 * @param {Known[]} models
 * @param {number} image
 * @param {string | null} chosen  The name of the model whose cell is open.
 * @returns {HTMLTableElement} Of each model its answer, and the digit that is likeliest after it.
 */
export function shortTable(models, image, chosen) {
  const rows = models.map(({ model, known }) => {
    const { answer, next, probabilities } = rankedOf(known, image);
    const second = probabilities[next] < LEAST ? "" : `${next}\u00a0· ${percentShort(probabilities[next])}\u00a0%`;
    return element(
      "tr",
      model.name === chosen ? { class: "errors-chosen" } : {},
      element("th", { scope: "row" }, titleOf(model)),
      answerCell(answer, known.labels[image], element("b", {}, `${answer}`), `\u00a0· ${percentShort(probabilities[answer])}\u00a0%`),
      element("td", {}, second),
    );
  });
  return table(t("Answers to test image {image}", { image }), [t("Model"), t("Answer"), t("Next")], rows, "errors-short");
}

/**
 * @param {Known[]} models
 * @param {number} image
 * @returns {HTMLElement} Of each model all ten probabilities; where it is wider than the page, it scrolls.
 */
export function longTable(models, image) {
  const rows = models.map(({ model, known }) => {
    const { answer, probabilities } = rankedOf(known, image);
    const cells = probabilities.map((probability, digit) => {
      const cell = digit === answer ? answerCell(digit, known.labels[image], percentShort(probability)) : element("td", {}, percentShort(probability));
      cell.style.setProperty("--share", `${Math.round(100 * probability)}%`);
      return cell;
    });
    return element("tr", {}, element("th", { scope: "row" }, titleOf(model)), ...cells);
  });
  const heads = [t("Model"), ...Array.from({ length: 10 }, (_, digit) => `${digit}`)];
  const title = t("Probabilities of the digits, in %, for test image {image}", { image });
  return element("div", { class: "errors-scroll", tabindex: "0", role: "region", "aria-label": title }, table(title, heads, rows, "errors-long"));
}

/**
 * @param {number} answer
 * @param {number} label
 * @param {...(Node | string)} words
 * @returns {HTMLTableCellElement} Marked as right or wrong.
 */
function answerCell(answer, label, ...words) {
  const right = answer === label;
  const mark = element("span", { "aria-hidden": "true" }, right ? "✓" : "✗");
  const spoken = element("span", { class: "errors-spoken" }, right ? t("right:") : t("wrong:"), " ");
  return element("td", { class: right ? "errors-right" : "errors-wrong" }, mark, "\u00a0", spoken, ...words);
}

/**
 * @param {import("../../../words/sentence.js").Words} title
 * @param {import("../../../words/sentence.js").Words[]} heads
 * @param {HTMLTableRowElement[]} rows
 * @param {string} name
 */
function table(title, heads, rows, name) {
  return element(
    "table",
    { class: `errors-answers ${name}` },
    element("caption", { class: "errors-spoken" }, title),
    element("thead", {}, element("tr", {}, ...heads.map((head) => element("th", { scope: "col" }, head)))),
    element("tbody", {}, ...rows),
  );
}
