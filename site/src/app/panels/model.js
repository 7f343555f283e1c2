/**
 * Which model answers: a picker, and two lines about the chosen model.
 */
import { element } from "../../view/dom.js";
import { t } from "../../words/words.js";
import { choiceText, factsText } from "../published/catalogue.js";
import { whenNew } from "../update/when-new.js";

/** @typedef {import("../published/catalogue.js").Entry} Entry */

/**
 * @param {import("./index.js").App} app
 * @returns {import("./index.js").Panel}
 */
export function modelPanel({ state, models }) {
  const select = element("select", { class: "inkling-select", "aria-label": t("Model"), disabled: "" }, element("option", {}, t("Loading…")));
  const facts = element("p", { class: "inkling-facts" });
  const picker = element("label", { class: "inkling-picker" }, element("span", {}, t("Model")), select);
  select.addEventListener("change", () => models.choose(state.entries[select.selectedIndex]));

  const list = whenNew((/** @type {Entry[]} */ entries) => {
    if (entries.length === 0) return;
    select.replaceChildren(...entries.map((entry) => element("option", { value: entry.name }, choiceText(entry))));
    select.disabled = false;
    if (state.entry !== null) select.value = state.entry.name;
  });

  const show = whenNew((/** @type {Entry | null} */ entry) => {
    if (entry === null) return;
    select.value = entry.name;
    const card = entry.card === null ? [] : [" · ", element("a", { href: entry.card.href }, t("Model card"))];
    facts.replaceChildren(element("span", {}, entry.summary), element("span", {}, factsText(entry), ...card));
  });

  return {
    root: element("div", { class: "inkling-model" }, picker, facts),
    update({ entries, entry }) {
      list(entries);
      show(entry);
    },
  };
}
