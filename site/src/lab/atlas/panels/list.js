/**
 * The list below the map: the misread images, or all of one label, the least sure first.
 */
import { element } from "../../../view/dom.js";
import { t } from "../../../words/words.js";
import { someAtATime } from "../../some-at-a-time.js";
import { imageItem } from "./images.js";

/** Images that are shown at a time. */
const SOME = 48;

/**
 * @param {Parameters<typeof imageItem>[0]} app
 * @returns {HTMLElement}
 */
export function imageList(app) {
  const { atlas } = app;
  const choice = element("select", { class: "inkling-select", id: "atlas-list" }, ...options(atlas));
  const list = element("ul", { class: "atlas-images" });
  const { more, count, fill } = someAtATime({
    list,
    some: SOME,
    make: (/** @type {number} */ image) => imageItem(app, image),
    focus: "button",
    words: (shown, all) => t("{shown, number} of {count, number} images, the least sure first.", { shown, count: all }),
    quiet: "atlas-quiet",
  });
  choice.addEventListener("change", () => fill(listed(atlas, choice.value)));
  fill(listed(atlas, choice.value));
  const label = element("label", { for: "atlas-list" }, t("Images"));
  return element("section", { class: "atlas-list" }, element("div", { class: "atlas-row" }, label, choice), count, list, more);
}

/** @param {import("../atlas-files.js").Atlas} atlas */
function options({ misread }) {
  const digits = Array.from({ length: 10 }, (_, digit) => element("option", { value: `${digit}` }, t("all with the label {digit}", { digit })));
  return [element("option", { value: "misread" }, t("misread ({count})", { count: misread.length })), ...digits];
}

/**
 * @param {import("../atlas-files.js").Atlas} atlas
 * @param {string} which  "misread", or a label.
 * @returns {number[]} The least sure first.
 */
export function listed({ misread, labels, confidences }, which) {
  const images = which === "misread" ? misread : [...labels.keys()].filter((image) => labels[image] === Number(which));
  return [...images].sort((a, b) => confidences[a] - confidences[b] || a - b);
}
