/**
 * The visitor's own models that are open, each with what was measured and a button that closes it.
 *
 * @typedef {import("../published/catalogue.js").Entry} Entry
 */
import { element } from "../../view/dom.js";
import { button } from "../panels/parts/button.js";
import { kilobytes, Sentence, showIn, t } from "../../words/words.js";
import { factsText, titleOf } from "../published/catalogue.js";

/** @param {(entry: Entry) => void} close */
export function ownList(close) {
  const root = element("div", { class: "inkling-own", role: "list", "aria-label": t("Your own models") });

  /**
   * @param {Entry} entry
   * @param {import("../../words/sentence.js").Words} time  For one answer.
   */
  function add(entry, time) {
    const shut = button(t("Close"), () => {
      close(entry);
      const summary = root.closest("details")?.querySelector("summary"); // The pressed button goes, and the focus with it.
      item.remove();
      summary?.focus();
    });
    showIn(shut, "aria-label", t("Close {model}", { model: titleOf(entry) }));
    const facts = element(
      "span",
      { class: "inkling-facts" },
      new Sentence("{facts} · {size} · {time}", { facts: factsText(entry), size: kilobytes(entry.bytes), time }),
    );
    const item = element("div", { role: "listitem" }, element("div", {}, element("strong", {}, titleOf(entry)), facts), shut);
    root.append(item);
  }

  return { root, add };
}
