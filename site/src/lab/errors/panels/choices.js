/**
 * Which model, and on which images.
 */
import { element } from "../../../view/dom.js";

/** @typedef {import("../address.js").View} View */

/**
 * @param {import("../confusions-file.js").Confusions} confusions
 * @param {(view: View) => void} go
 */
export function choices({ models, sets }, go) {
  const model = element("select", { class: "inkling-select", id: "errors-model" }, ...models.map(({ name, title }) => option(name, title)));
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
      element("label", { for: "errors-model" }, "Model"),
      model,
      element("label", { for: "errors-set" }, "Images"),
      set,
    ),

    /** @param {View} view */
    show(view) {
      const measured = models.find(({ name }) => name === view.model)?.confusions ?? {};
      const there = sets.filter(({ file }) => file in measured);
      set.replaceChildren(...there.map(({ file, title, role }) => option(file, file === "mnist" ? title : `${file} (${role})`)));
      model.value = view.model;
      set.value = view.set;
      cell = view.cell;
    },
  };
}

/**
 * @param {string} value
 * @param {string} words
 */
function option(value, words) {
  return element("option", { value }, words);
}
