/**
 * The visitor's own models that are open, each with what was measured and a button that closes it.
 *
 * @typedef {import("../published/catalogue.js").Entry} Entry
 */
import { element } from "../../view/dom.js";
import { button } from "../panels/parts/button.js";
import { factsText, kilobytes } from "../published/catalogue.js";

/** @param {(entry: Entry) => void} close */
export function ownList(close) {
  const root = element("div", { class: "inkling-own", role: "list", "aria-label": "Your own models" });

  /**
   * @param {Entry} entry
   * @param {string} time  For one answer.
   */
  function add(entry, time) {
    const shut = button("Close", () => {
      close(entry);
      const summary = root.closest("details")?.querySelector("summary"); // The pressed button goes, and the focus with it.
      item.remove();
      summary?.focus();
    });
    shut.setAttribute("aria-label", `Close ${entry.title}`);
    const facts = element("span", { class: "inkling-facts" }, `${factsText(entry)} · ${kilobytes(entry.bytes)} · ${time}`);
    const item = element("div", { role: "listitem" }, element("div", {}, element("strong", {}, entry.title), facts), shut);
    root.append(item);
  }

  return { root, add };
}
