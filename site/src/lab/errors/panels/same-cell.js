/**
 * The same cell in the matrices of all models: numbers that are links.
 */
import { element } from "../../../view/dom.js";
import { t, whole } from "../../../words/words.js";
import { fragmentOf } from "../address.js";
import { headingOf, titleOf } from "../words.js";

/**
 * @param {import("../confusions-file.js").Confusions} confusions
 * @param {import("../address.js").View} view  A cell is open.
 * @returns {HTMLElement}
 */
export function sameCell({ models }, view) {
  const { set, cell } = view;
  if (cell === null) return element("div");
  const rows = models
    .filter(({ confusions }) => set in confusions)
    .map(({ name, title, confusions }) => {
      const link = element("a", { href: fragmentOf({ ...view, model: name, image: null }) }, titleOf({ title }));
      return element(
        "tr",
        name === view.model ? { class: "errors-chosen" } : {},
        element("th", { scope: "row" }, link),
        element("td", {}, whole(confusions[set][cell.label][cell.answer])),
      );
    });
  const head = element("tr", {}, ...[t("Model"), headingOf(cell)].map((words) => element("th", { scope: "col" }, words)));
  return element(
    "div",
    {},
    element("h3", { id: "same-cell" }, t("The same cell of all models")),
    element("table", { class: "errors-answers errors-same" }, element("thead", {}, head), element("tbody", {}, ...rows)),
  );
}
