/**
 * The corrected drawings, as buttons: each one is forgotten when it is pressed.
 */
import { element } from "../../../view/dom.js";
import { drawInk } from "../../../view/ink.js";
import { showIn, t } from "../../../words/words.js";
import { button } from "./button.js";

/**
 * @param {import("../../models/corrections.js").Corrections} corrections
 * @param {() => void} forgotten  Called when one was forgotten.
 */
export function correctionList(corrections, forgotten) {
  const root = element("div", { class: "inkling-lessons", role: "group", "aria-label": t("Corrected drawings") });

  /**
   * @param {import("../../models/corrections.js").Correction} correction
   * @param {number} place  In the list.
   */
  function forgetButton(correction, place) {
    const made = button(`${correction.label}`, () => {
      corrections.forget(correction);
      forgotten();
      // The pressed button is gone, and the focus with it: the next button gets it, or the title of the panel.
      const next = root.children[Math.min(place, root.children.length - 1)] ?? root.closest("details")?.querySelector("summary");
      /** @type {HTMLElement} */ (next).focus();
    });
    showIn(made, "aria-label", t("Forget this {digit}", { digit: correction.label }));
    showIn(made, "title", t("Forget it"));
    made.prepend(element("canvas", { class: "inkling-lesson", "aria-hidden": "true" }));
    return made;
  }

  function redraw() {
    root.querySelectorAll("canvas").forEach((canvas, i) => drawInk(canvas, corrections.all[i].strokes));
  }

  return {
    root,
    redraw,
    show() {
      root.replaceChildren(...corrections.all.map(forgetButton));
      redraw();
    },
  };
}
