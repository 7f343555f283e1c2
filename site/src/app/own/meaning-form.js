/**
 * Asks the visitor what the numbers of a model mean, where its file does not say.
 *
 * @typedef {import("../../inference/open-network.js").Meaning} Meaning
 */
import { element } from "../../view/dom.js";
import { Sentence, t } from "../../words/words.js";
import { button } from "../panels/parts/button.js";

/** @type {Record<Meaning, import("../../words/sentence.js").Words>} */
const CHOICES = {
  softmax: t("probabilities that sum to 1 (softmax)"),
  sigmoid: t("one probability for each digit (sigmoid)"),
  logits: t("any numbers, the largest wins (logits)"),
};

const MEANINGS = /** @type {Meaning[]} */ (Object.keys(CHOICES));

export function meaningForm() {
  const root = element("div", { class: "inkling-own-form", role: "group", "aria-label": t("What the numbers of the model are") });
  root.hidden = true;

  /**
   * @param {string} name  Of the model.
   * @param {Meaning} likely  What its numbers look like.
   * @returns {Promise<Meaning | null>} Null where the visitor leaves it.
   */
  function ask(name, likely) {
    const select = element("select", { class: "inkling-select" }, ...MEANINGS.map((meaning) => element("option", { value: meaning }, CHOICES[meaning])));
    select.value = likely;
    return new Promise((resolve) => {
      const end = (/** @type {Meaning | null} */ meaning) => {
        root.hidden = true;
        root.replaceChildren();
        resolve(meaning);
      };
      root.replaceChildren(
        element("label", { class: "inkling-picker" }, element("span", {}, t("{name} answers with", { name: new Sentence(name, null) })), select),
        button(t("Use it"), () => end(MEANINGS[select.selectedIndex])),
        button(t("Leave it"), () => end(null)),
      );
      root.hidden = false;
      select.focus();
    });
  }

  return { root, ask };
}
