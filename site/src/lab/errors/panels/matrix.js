/**
 * The confusion matrix of a model on a set: a table whose numbers are links that open their cell.
 */
import { element } from "../../../view/dom.js";
import { Sentence, t } from "../../../words/words.js";
import { fragmentOf } from "../address.js";
import { equip } from "../matrix-keys.js";
import { titleOf } from "../words.js";

/** @typedef {import("../address.js").View} View */

/** @param {import("../confusions-file.js").Confusions} confusions */
export function matrixPanel({ models, sets }) {
  const root = element("div", { class: "errors-frame" });
  let shown = "";

  return {
    root,

    /** @param {View} view */
    show(view) {
      const { model, set, cell } = view;
      const found = models.find(({ name }) => name === model);
      const title = sets.find(({ file }) => file === set)?.title ?? "";
      if (found && `${model} ${set}` !== shown)
        root.replaceChildren(matrix(found.confusions[set], t("{model} on {set}", { model: titleOf(found), set: new Sentence(title, null) }), view));
      shown = `${model} ${set}`;
      const open = cell === null ? null : fragmentOf({ model, set, cell, image: null });
      for (const link of root.querySelectorAll("td > a")) {
        if (link.getAttribute("href") === open) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      }
    },
  };
}

/**
 * @param {number[][]} counts
 * @param {import("../../../words/sentence.js").Words} title
 * @param {View} view
 */
function matrix(counts, title, { model, set }) {
  const head = (/** @type {import("../../../words/sentence.js").Words} */ words) => element("th", { scope: "col" }, words);
  const rows = counts.map((row, label) => {
    const cells = row.map((count, answer) => {
      const href = fragmentOf({ model, set, cell: { label, answer }, image: null });
      return element("td", {}, element("a", { href }, `${count}`));
    });
    return element("tr", {}, element("th", { scope: "row" }, `${label}`), ...cells);
  });
  const made = element(
    "table",
    { class: "errors-matrix" },
    element("caption", {}, title),
    element(
      "thead",
      {},
      element("tr", {}, element("td"), element("th", { scope: "colgroup", colspan: `${counts.length}` }, t("Answer"))),
      element("tr", {}, head(t("Label")), ...counts.map((_, answer) => head(`${answer}`))),
    ),
    element("tbody", {}, ...rows),
  );
  equip(made);
  return made;
}
