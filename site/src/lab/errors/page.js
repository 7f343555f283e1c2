/**
 * The page of confusion matrices: choices, matrix, and what is open. The address says what is shown.
 */
import { redrawOnNewLook } from "../../app/look.js";
import { element } from "../../view/dom.js";
import { repaint } from "../atlas/panels/images.js";
import { fragmentOf, viewOf } from "./address.js";
import { choices } from "./panels/choices.js";
import { matrixPanel } from "./panels/matrix.js";
import { openedPanel } from "./panels/opened.js";

/**
 * @param {HTMLElement} root  Says in an attribute what is there.
 * @param {HTMLElement} place  Gets all of it.
 * @param {import("./data.js").Data} data
 * @param {string} atlas  Address of the page with the map.
 * @param {AbortSignal} signal
 * @returns {Promise<void>} Settles when what the address names is there.
 */
export async function showMatrices(root, place, data, atlas, signal) {
  const chosen = choices(data.confusions, (view) => (location.hash = fragmentOf(view)));
  const matrix = matrixPanel(data.confusions);
  const opened = openedPanel(data, atlas);
  place.replaceChildren(element("div", { class: "errors-desk" }, element("div", { class: "errors-side" }, chosen.root, matrix.root), opened.root));

  async function show() {
    const view = viewOf(location.hash, data.confusions);
    chosen.show(view);
    matrix.show(view);
    await opened.show(view);
    root.dataset.shown = fragmentOf(view);
  }

  window.addEventListener(
    "hashchange",
    async () => {
      await show();
      if (document.activeElement === document.body) opened.heading.focus({ preventScroll: true }); // What had the focus is gone.
      opened.heading.scrollIntoView({ block: "nearest" });
    },
    { signal },
  );
  repaintOnNewLook(root, data, signal);
  await show();
}

/**
 * @param {HTMLElement} root
 * @param {import("./data.js").Data} data
 * @param {AbortSignal} signal
 */
export function repaintOnNewLook(root, data, signal) {
  const again = async () => {
    if (root.querySelector("[data-image]")) repaint(root, await data.sheet());
  };
  redrawOnNewLook(root, () => again().catch(() => {}), signal); // Who opened the cell says what is wrong with the pictures.
}
