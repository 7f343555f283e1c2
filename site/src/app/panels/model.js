/**
 * Which model answers, as it looks: the picker, a line about the chosen one, and what went wrong, if anything did.
 */
import { choiceText, factsText } from "../catalogue.js";
import { element } from "../../view/dom.js";
import { sentenceOf } from "../../errors.js";

/** @typedef {import("../catalogue.js").Entry} Entry */

/** @param {(entry: Entry) => void} choose */
export function modelView(choose) {
  /** @type {Entry[]} */
  let entries = [];
  const select = element("select", { class: "inkling-select", "aria-label": "Model", disabled: "" }, element("option", {}, "Loading…"));
  const facts = element("p", { class: "inkling-facts" });
  const root = element(
    "div",
    { class: "inkling-model" },
    element("label", { class: "inkling-picker" }, element("span", {}, "Model"), select),
    facts,
  );
  select.addEventListener("change", () => choose(entries[select.selectedIndex]));

  return {
    root,

    /** @param {Entry[]} all */
    list(all) {
      entries = all;
      select.replaceChildren(...all.map((entry) => element("option", { value: entry.name }, choiceText(entry))));
      select.disabled = false;
    },

    /** @param {Entry} entry */
    show(entry) {
      select.value = entry.name;
      const card = element("a", { href: entry.card.href }, "Model card");
      facts.replaceChildren(element("span", {}, entry.summary), element("span", {}, `${factsText(entry)} · `, card));
    },
  };
}

export function problemView() {
  const text = element("p");
  const again = element("button", { type: "button", class: "inkling-button" }, "Try again");
  // The alert must be in the page before its text is: screen readers read out what changes in it.
  const box = element("div", { class: "inkling-problem" }, text, again);
  const root = element("div", { role: "alert" });
  let retry = () => {};
  again.addEventListener("click", () => retry());

  return {
    root,

    /**
     * @param {unknown} error
     * @param {() => void} tryAgain
     */
    show(error, tryAgain) {
      text.textContent = sentenceOf(error);
      retry = tryAgain;
      root.replaceChildren(box);
    },

    hide() {
      root.replaceChildren();
    },
  };
}
