/**
 * The page of what many models misread: by every model, by each of the best ones, and the images with a doubtful label.
 *
 * @typedef {import("./data.js").Data} Data
 * @typedef {import("./data.js").Known} Known
 * @typedef {import("../../words/sentence.js").Words} Words
 *
 * @typedef {object} List
 * @property {string} id  In the address.
 * @property {Words} title
 * @property {(models: Known[], data: Data) => {images: number[], words: Words}} of
 */
import { element } from "../../view/dom.js";
import { listed, percent, show as say, t, together } from "../../words/words.js";
import { problem } from "../problem.js";
import { fragmentOf, MNIST } from "./address.js";
import { BEST, bestOf, misreadByAll } from "./lists.js";
import { repaintOnNewLook } from "./page.js";
import { imageList } from "./panels/images.js";
import { titleOf } from "./words.js";

/** @type {List[]} */
const LISTS = [
  { id: "every-model", title: t("Misread by every model"), of: ofAll },
  { id: "best-models", title: t("Misread by each of the best"), of: ofBest },
  { id: "label-errors", title: t("Doubtful labels"), of: ofDoubtful },
];

/**
 * @param {HTMLElement} root  Says in an attribute what is there.
 * @param {HTMLElement} place  Gets all of it.
 * @param {Data} data
 * @param {string} matrices  Address of the page of confusion matrices.
 * @param {AbortSignal} signal
 */
export async function showMisread(root, place, data, matrices, signal) {
  const links = LISTS.map(({ id, title }) => element("a", { href: `#${id}`, class: "inkling-button" }, title));
  const heading = element("h2", { id: "list", tabindex: "-1" });
  const words = element("p", { role: "status" });
  const content = element("div");
  place.replaceChildren(element("nav", { class: "errors-lists", "aria-label": t("Lists") }, ...links), heading, words, content);
  const address = (/** @type {number} */ image) => `${matrices}${fragmentOf({ model: data.confusions.default, set: MNIST, cell: null, image })}`;

  async function show() {
    const list = LISTS.find(({ id }) => `#${id}` === location.hash) ?? LISTS[0];
    for (const link of links) {
      if (link.getAttribute("href") === `#${list.id}`) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    say(heading, list.title);
    content.replaceChildren(); // What failed before is not said again.
    try {
      const models = await data.answers();
      const found = list.of(models, data);
      say(words, found.words);
      content.replaceChildren(imageList({ data, models, chosen: null, address }, found.images));
      root.dataset.shown = list.id;
      await data.sheet();
    } catch (error) {
      content.prepend(problem(error, show));
    }
  }

  window.addEventListener("hashchange", show, { signal });
  repaintOnNewLook(root, data, signal);
  await show();
}

/** @type {List["of"]} */
function ofAll(models) {
  const images = misreadByAll(models.map(({ known }) => known));
  return {
    images,
    words: t("All {models} published models misread {count, number} of {all, number} test images.", { models: models.length, ...countsOf(images, models) }),
  };
}

/** @type {List["of"]} */
function ofBest(models) {
  const best = bestOf(models.map(({ model }) => model));
  if (best.length === 0) return { images: [], words: t("No published model reads {share} of the test images right.", { share: percent(BEST, 0) }) };
  const images = misreadByAll(models.filter(({ model }) => best.includes(model)).map(({ known }) => known));
  const who = t("These read at least {share} of the test images right: {models}.", { share: percent(BEST, 0), models: listed(best.map(titleOf)) });
  return { images, words: together([who, t("All of them misread {count, number} of {all, number} test images.", countsOf(images, models))]) };
}

/** @type {List["of"]} */
function ofDoubtful(models, { labelErrors }) {
  const images = [...labelErrors.keys()];
  return {
    images,
    words: t(
      "People who looked at them found the label of {count, number} of {all, number} test images wrong, or could not agree on it.",
      countsOf(images, models),
    ),
  };
}

/**
 * @param {number[]} images
 * @param {Known[]} models
 */
function countsOf({ length }, [{ known }]) {
  return { count: length, all: known.labels.length };
}
