/**
 * Test images with the answers of all models, some at a time.
 *
 * @typedef {import("../data.js").Data} Data
 * @typedef {import("../data.js").Known} Known
 *
 * @typedef {object} Images
 * @property {Data} data
 * @property {Known[]} models
 * @property {string | null} chosen  The name of the model whose cell is open.
 * @property {(image: number) => string} address  Of an image.
 */
import { element } from "../../../view/dom.js";
import { t } from "../../../words/words.js";
import { labelWords } from "../../label-errors.js";
import { someAtATime } from "../../some-at-a-time.js";
import { shortTable } from "./answers.js";

/** Images that are shown at a time. */
const SOME = 12;

/**
 * @param {Images} app
 * @param {number[]} images
 * @returns {HTMLElement}
 */
export function imageList(app, images) {
  const list = element("ol", { class: "errors-images" });
  const { more, count, fill } = someAtATime({
    list,
    some: SOME,
    make: (/** @type {number} */ image) => imageItem(app, image),
    focus: "a",
    words: (shown, all) => (shown === all ? "" : t("{shown, number} of {count, number} images.", { shown, count: all })),
    quiet: "errors-quiet",
  });
  fill(images);
  return element("div", {}, list, count, more);
}

/**
 * @param {Images} app
 * @param {number} image
 */
function imageItem({ data, models, chosen, address }, image) {
  const link = element("a", { href: address(image) }, t("Test image {image}, label {label}", { image, label: models[0].known.labels[image] }));
  const head = element("div", {}, element("p", {}, link), ...doubts(data, image));
  const item = element("div", { class: "errors-item" }, picture(data, image), head, shortTable(models, image, chosen));
  return element("li", { "data-image": `${image}` }, item);
}

/**
 * @param {Data} data
 * @param {number} image
 * @returns {HTMLCanvasElement} It stays empty where the pictures do not come: who opened the cell says why.
 */
export function picture(data, image) {
  const canvas = element("canvas", { width: "28", height: "28", class: "errors-picture", "aria-hidden": "true" });
  data.sheet().then(
    (sheet) => sheet.show(canvas, image),
    () => {},
  );
  return canvas;
}

/**
 * @param {Data} data
 * @param {number} image
 * @returns {HTMLElement[]} What reviewers said of its label, if they doubted it.
 */
export function doubts({ labelErrors }, image) {
  const words = labelWords(labelErrors.get(image));
  return words === "" ? [] : [element("p", { class: "errors-doubt" }, words)];
}
