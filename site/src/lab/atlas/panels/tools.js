/**
 * The buttons of the map, the choice of colours, and what they mean.
 */
import { element } from "../../../view/dom.js";
import { t } from "../../../words/words.js";
import { CLOSER } from "../gestures.js";

/** @typedef {import("../colours.js").Colouring} Colouring */

/** @typedef {import("../../../words/sentence.js").Words} Words */

/** @type {[Colouring, Words][]} */
const COLOURINGS = [
  ["label", t("label")],
  ["answer", t("answer")],
  ["confidence", t("confidence")],
];

/**
 * @param {Pick<import("../gestures.js").Actions, "zoom" | "whole">} actions
 * @param {(colouring: Colouring) => void} colour
 */
export function tools({ zoom, whole }, colour) {
  const choice = element(
    "select",
    { class: "inkling-select", id: "atlas-colours" },
    ...COLOURINGS.map(([value, words]) => element("option", { value }, words)),
  );
  choice.addEventListener("change", () => colour(/** @type {Colouring} */ (choice.value)));
  const legend = element("ul", { class: "atlas-legend", "aria-label": t("What the colours mean") });
  const root = element(
    "div",
    { class: "atlas-tools" },
    button(t("Closer"), "+", () => zoom(CLOSER)),
    button(t("Farther"), "\u2212", () => zoom(1 / CLOSER)),
    button(t("Whole map"), "0", whole),
    element("div", { class: "atlas-row" }, element("label", { for: "atlas-colours" }, t("Colour by")), choice),
  );
  return {
    root,
    legend,

    /** @param {{colours: string[], words: Words[]}} set */
    explain({ colours, words }) {
      const items = colours.map((colour, i) => {
        const dot = element("span", { class: "atlas-dot", "aria-hidden": "true" });
        dot.style.backgroundColor = colour;
        return element("li", {}, dot, words[i]);
      });
      legend.replaceChildren(...items, element("li", {}, element("span", { class: "atlas-ring", "aria-hidden": "true" }), t("misread")));
    },
  };
}

/**
 * @param {Words} words
 * @param {string} key
 * @param {() => void} act
 */
function button(words, key, act) {
  const made = element("button", { type: "button", class: "inkling-button" }, words, element("kbd", { "aria-hidden": "true" }, key));
  made.addEventListener("click", act);
  return made;
}
