/**
 * The list below the map: the misread images, or all of one label, the least sure first.
 */
import { element } from "../../../view/dom.js";
import { show as say, t } from "../../../words/words.js";
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
  const more = element("button", { type: "button", class: "inkling-button" });
  const count = element("p", { role: "status", class: "atlas-quiet" });
  /** @type {number[]} */
  let images = [];

  function show() {
    const first = list.childElementCount;
    list.append(...images.slice(first, first + SOME).map((image) => imageItem(app, image)));
    const shown = list.childElementCount;
    more.hidden = shown === images.length;
    say(more, t("Show {count} more", { count: Math.min(SOME, images.length - shown) }));
    say(count, t("{shown, number} of {count, number} images, the least sure first.", { shown, count: images.length }));
    return first;
  }

  choice.addEventListener("change", () => {
    images = listed(atlas, choice.value);
    list.replaceChildren();
    show();
  });
  more.addEventListener("click", () => {
    const first = show();
    /** @type {HTMLElement | null | undefined} */ (list.children[first]?.querySelector("button"))?.focus();
  });
  images = listed(atlas, choice.value);
  show();
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
