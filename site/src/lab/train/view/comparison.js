/**
 * The network beside the published models, on the same test images, and the confusion matrix of each.
 *
 * @typedef {{name: string, title: string, digits: number[], labels: number[]}} Compared
 */
import { button } from "../../../app/panels/parts/button.js";
import { element } from "../../../view/dom.js";
import { percent, Sentence, show, t } from "../../../words/words.js";
import { confusionOf, errorsIn } from "../confusion.js";
import { labelled } from "./labelled.js";

/** @param {() => void} compare  Asks for it. */
export function comparisonView(compare) {
  const ask = button(t("Compare with the published models"), () => {
    clear();
    ask.disabled = true; // Until all models have answered, or nobody waits for them any more.
    show(said, t("The models read the test images."));
    compare();
  });
  const said = element("p", { role: "status", class: "inkling-train-said" });
  const body = element("tbody");
  const heads = [t("Model"), t("Errors"), t("Right")].map((text) => element("th", { scope: "col" }, text));
  const table = element("table", { class: "inkling-train-table" }, element("thead", {}, element("tr", {}, ...heads)), body);
  const choice = element("select", { class: "inkling-select" });
  const matrix = element("div", { class: "inkling-train-scroll", tabindex: "0", role: "group", "aria-label": t("Confusion matrix") });
  const label = labelled(t("Confusion matrix of"), choice);
  const result = element("div", { class: "inkling-train-compared", hidden: "" }, table, label, matrix);
  /** @type {Map<string, number[][]>} */
  const found = new Map();
  choice.addEventListener("change", () => showMatrix(choice.value));

  function clear() {
    found.clear();
    body.replaceChildren();
    choice.replaceChildren();
    result.hidden = true;
    end();
  }

  /** @param {string} name */
  function showMatrix(name) {
    matrix.replaceChildren(confusionTable(found.get(name) ?? []));
  }

  function end() {
    ask.disabled = false;
    show(said, "");
  }

  return {
    root: element(
      "section",
      { class: "inkling-train-comparison", "aria-label": t("Comparison") },
      element("div", { class: "inkling-tools" }, ask),
      said,
      result,
    ),
    clear,
    end,

    /** @param {Compared | null} compared  Null after the last one. */
    add(compared) {
      if (!ask.disabled) return;
      if (compared === null) {
        end();
        show(said, t("All models have read the test images."));
        return;
      }
      const { name, digits, labels } = compared;
      const title = name === "yours" ? t("Yours") : new Sentence(compared.title, null);
      const counts = confusionOf(digits, labels);
      const errors = errorsIn(counts);
      found.set(name, counts);
      const cells = [t("{count} of {all}", { count: errors, all: labels.length }), percent(1 - errors / labels.length, 2)].map((text) =>
        element("td", {}, text),
      );
      body.append(element("tr", name === "yours" ? { class: "inkling-train-yours" } : {}, element("th", { scope: "row" }, title), ...cells));
      choice.append(element("option", { value: name }, title));
      result.hidden = false;
      if (found.size === 1) showMatrix(name);
    },
  };
}

/** @param {number[][]} counts  Row: label, column: answer. */
function confusionTable(counts) {
  const digits = counts.map((_, digit) => element("th", { scope: "col" }, `${digit}`));
  const rows = counts.map((row, label) => {
    const cells = row.map((count, answer) =>
      element("td", { class: count === 0 ? "" : label === answer ? "inkling-train-right" : "inkling-train-wrong" }, `${count}`),
    );
    return element("tr", {}, element("th", { scope: "row" }, `${label}`), ...cells);
  });
  const caption = element("caption", {}, t("Rows: what is drawn. Columns: what is read."));
  return element(
    "table",
    { class: "inkling-train-table inkling-train-matrix" },
    caption,
    element("thead", {}, element("tr", {}, element("td"), ...digits)),
    element("tbody", {}, ...rows),
  );
}
