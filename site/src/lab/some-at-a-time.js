/**
 * A long list of which some items are shown at a time, with a button for more.
 */
import { element } from "../view/dom.js";
import { show as say, t } from "../words/words.js";

/**
 * @template Item
 * @param {object} options
 * @param {HTMLElement} options.list  Gets the items: it has no other children.
 * @param {number} options.some  Items at a time.
 * @param {(item: Item) => HTMLElement} options.make
 * @param {string} options.focus  What in an item gets the focus, when the visitor asked for more.
 * @param {(shown: number, count: number) => import("../words/sentence.js").Words} options.words  How far the list is shown.
 * @param {string} options.quiet  The class of these words.
 * @returns {{more: HTMLButtonElement, count: HTMLElement, fill: (items: Item[]) => void}} The button, what says how far it is, and what
 *     puts other items into the list.
 */
export function someAtATime({ list, some, make, focus, words, quiet }) {
  const more = element("button", { type: "button", class: "inkling-button" });
  const count = element("p", { class: quiet, role: "status" });
  /** @type {Item[]} */
  let all = [];

  function show() {
    const first = list.childElementCount;
    list.append(...all.slice(first, first + some).map(make));
    const shown = list.childElementCount;
    more.hidden = shown === all.length;
    say(more, t("Show {count} more", { count: Math.min(some, all.length - shown) }));
    say(count, words(shown, all.length));
    return first;
  }

  more.addEventListener("click", () => {
    const first = show();
    /** @type {HTMLElement | null | undefined} */ (list.children[first]?.querySelector(focus))?.focus();
  });
  return {
    more,
    count,
    fill(items) {
      all = items;
      list.replaceChildren();
      show();
    },
  };
}
