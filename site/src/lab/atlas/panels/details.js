/**
 * The image under the pointer, or the chosen one, with label and answer.
 */
import { element } from "../../../view/dom.js";
import { show, t } from "../../../words/words.js";
import { imageWords } from "../words.js";

/**
 * @param {import("../atlas-files.js").Atlas} atlas
 * @param {Promise<import("../test-sheet.js").TestSheet>} sheet
 * @param {Map<number, import("../../label-errors.js").LabelError>} labelErrors
 */
export function detailsBox(atlas, sheet, labelErrors) {
  const picture = element("canvas", { width: "28", height: "28", class: "atlas-large", "aria-hidden": "true" });
  const words = element("p", {}, t("Point at the map, or move over it with the arrow keys: the image is shown here."));
  const spoken = element("p", { class: "atlas-spoken", role: "status" });
  /** @type {number | null} */
  let shown = null;

  function repaint() {
    const image = shown;
    if (image !== null) sheet.then((known) => image === shown && known.show(picture, image)).catch(() => {});
  }

  return {
    root: element("div", { class: "atlas-details" }, picture, words, spoken),
    repaint,

    /**
     * @param {number} image
     * @param {boolean} speak  Whether a screen reader says it: not for every movement of a mouse.
     */
    show(image, speak) {
      const said = imageWords(atlas, image, labelErrors.get(image));
      if (speak) show(spoken, said);
      if (image === shown) return;
      shown = image;
      show(words, said);
      repaint();
    },
  };
}
