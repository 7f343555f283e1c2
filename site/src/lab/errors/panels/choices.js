/**
 * Which model, and on which images.
 */
import { element } from "../../../view/dom.js";
import { Sentence, t } from "../../../words/words.js";
import { titleOf } from "../words.js";

/** @typedef {import("../address.js").View} View */

/**
 * @param {import("../confusions-file.js").Confusions} confusions
 * @param {(view: View) => void} go
 */
export function choices({ models, sets }, go) {
  const model = element("select", { class: "inkling-select", id: "errors-model" }, ...models.map(({ name, title }) => option(name, titleOf({ title }))));
  const set = element("select", { class: "inkling-select", id: "errors-set" });
  const chosen = () => ({ model: model.value, set: set.value, image: null });
  /** @type {View["cell"]} */
  let cell = null;

  model.addEventListener("change", () => go({ ...chosen(), cell }));
  set.addEventListener("change", () => go({ ...chosen(), cell }));
  return {
    root: element(
      "div",
      { class: "errors-choices" },
      element("label", { for: "errors-model" }, t("Model")),
      model,
      element("label", { for: "errors-set" }, t("Images")),
      set,
    ),

    /** @param {View} view */
    show(view) {
      const measured = models.find(({ name }) => name === view.model)?.confusions ?? {};
      const there = sets.filter(({ file }) => file in measured);
      set.replaceChildren(
        ...there.map(({ file, title, role }) =>
          option(file, file === "mnist" ? new Sentence(title, null) : new Sentence("{file} ({role})", { file, role: new Sentence(role, null) })),
        ),
      );
      model.value = view.model;
      set.value = view.set;
      cell = view.cell;
    },
  };
}

/**
 * @param {string} value
 * @param {import("../../../words/sentence.js").Words} words
 */
function option(value, words) {
  return element("option", { value }, words);
}
