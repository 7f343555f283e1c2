/**
 * Test images as buttons with words: the same as the map, for keyboards and screen readers.
 *
 * @typedef {import("../atlas-files.js").Atlas} Atlas
 * @typedef {import("../test-sheet.js").TestSheet} TestSheet
 */
import { element } from "../../../view/dom.js";
import { t } from "../../../words/words.js";
import { shortWords } from "../words.js";

/**
 * @param {object} app
 * @param {Atlas} app.atlas
 * @param {Promise<TestSheet>} app.sheet
 * @param {(image: number) => void} app.choose
 * @param {number} image
 * @returns {HTMLLIElement}
 */
export function imageItem({ atlas, sheet, choose }, image) {
  const picture = element("canvas", { width: "28", height: "28", "aria-hidden": "true" });
  const words = element("span", {}, shortWords(atlas, image));
  const number = element("span", { class: "atlas-number" }, t("image {image}", { image }));
  const button = element("button", { type: "button", class: "atlas-image", "data-image": `${image}` }, picture, element("span", {}, words, " ", number));
  button.addEventListener("click", () => choose(image));
  const item = element("li", {}, button);
  sheet.then((known) => known.show(picture, image)).catch(() => {}); // Who loads the picture says what is wrong.
  return item;
}

/**
 * @param {HTMLElement} root  Paints the pictures of its images again, in the colours that they have now.
 * @param {TestSheet} sheet
 */
export function repaint(root, sheet) {
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-image]"))) {
    const canvas = button.querySelector("canvas");
    if (canvas) sheet.show(canvas, Number(button.dataset.image));
  }
}
