/**
 * What stands on a pad without ink. At first, a pale digit is there as an example, and in each tab it is written once before the
 * visitor's eyes. The first ink takes it away.
 */
import { element, svgElement } from "../../../view/dom.js";
import { t } from "../../../words/words.js";

/** A two, written by hand in one stroke, on a square of 100. */
const TWO = "M30 33C31 22 39 16 50 16S67 25 65 38C62 54 40 66 32 78C30 82 31 82 40 81C51 81 62 83 72 83";

const KEY = "inkling-invited";

/**
 * @param {() => Storage} [storageOf]  Throws where the browser denies it.
 * @returns {boolean} Whether nobody was invited in this tab yet. From now on somebody was.
 */
export function isFirstTime(storageOf = () => sessionStorage) {
  try {
    const isFirst = storageOf().getItem(KEY) === null;
    storageOf().setItem(KEY, "");
    return isFirst;
  } catch {
    return true;
  }
}

export function invitation() {
  const line = svgElement("path", { d: TWO, pathLength: "1" });
  const digit = svgElement("svg", { viewBox: "0 0 100 100", class: `inkling-example${isFirstTime() ? " inkling-writes" : ""}`, "aria-hidden": "true" }, line);
  const words = element("span", {}, element("span", {}, t("Draw a digit")), element("small", {}, t("0 to 9, as you write it, or a whole number")));
  const root = element("p", { class: "inkling-hint" }, digit, words);
  return {
    root,

    /** @param {boolean} isBlank */
    show(isBlank) {
      root.hidden = !isBlank;
      if (!isBlank) digit.remove();
    },
  };
}
