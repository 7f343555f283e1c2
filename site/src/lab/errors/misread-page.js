/**
 * The page of what many models misread: by every model, by each of the best ones, and the images with a doubtful label.
 *
 * @typedef {import("./data.js").Data} Data
 * @typedef {import("./data.js").Known} Known
 *
 * @typedef {object} List
 * @property {string} id  In the address.
 * @property {string} title
 * @property {(models: Known[], data: Data) => {images: number[], words: string}} of
 */
import { element } from "../../view/dom.js";
import { problem } from "../problem.js";
import { fragmentOf, MNIST } from "./address.js";
import { BEST, bestOf, misreadByAll } from "./lists.js";
import { repaintOnNewLook } from "./page.js";
import { imageList } from "./panels/images.js";
import { grouped, listWords } from "./words.js";

/** @type {List[]} */
const LISTS = [
  { id: "every-model", title: "Misread by every model", of: ofAll },
  { id: "best-models", title: "Misread by each of the best", of: ofBest },
  { id: "label-errors", title: "Doubtful labels", of: ofDoubtful },
];

/**
 * @param {HTMLElement} root
 * @param {Data} data
 * @param {string} matrices  Address of the page of confusion matrices.
 * @param {AbortSignal} signal
 */
export async function showMisread(root, data, matrices, signal) {
  const links = LISTS.map(({ id, title }) => element("a", { href: `#${id}`, class: "inkling-button" }, title));
  const heading = element("h2", { id: "list", tabindex: "-1" });
  const words = element("p", { role: "status" });
  const content = element("div");
  root.replaceChildren(element("nav", { class: "errors-lists", "aria-label": "Lists" }, ...links), heading, words, content);
  const address = (/** @type {number} */ image) => `${matrices}${fragmentOf({ model: data.confusions.default, set: MNIST, cell: null, image })}`;

  async function show() {
    const list = LISTS.find(({ id }) => `#${id}` === location.hash) ?? LISTS[0];
    for (const link of links) {
      if (link.getAttribute("href") === `#${list.id}`) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    heading.textContent = list.title;
    try {
      const models = await data.answers();
      const found = list.of(models, data);
      words.textContent = found.words;
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
  return { images, words: `All ${models.length} published models misread ${countOf(images, models)}.` };
}

/** @type {List["of"]} */
function ofBest(models) {
  const best = bestOf(models.map(({ model }) => model));
  if (best.length === 0) return { images: [], words: `No published model reads ${100 * BEST}\u00a0% of the test images right.` };
  const images = misreadByAll(models.filter(({ model }) => best.includes(model)).map(({ known }) => known));
  const who = `${listWords(best.map(({ title }) => title))} read at least ${100 * BEST}\u00a0% of the test images right.`;
  return { images, words: `${who} All of them misread ${countOf(images, models)}.` };
}

/** @type {List["of"]} */
function ofDoubtful(models, { labelErrors }) {
  const images = [...labelErrors.keys()];
  return { images, words: `People who looked at them found the label of ${countOf(images, models)} wrong, or could not agree on it.` };
}

/**
 * @param {number[]} images
 * @param {Known[]} models
 */
function countOf({ length }, [{ known }]) {
  return `${length} of ${grouped(known.labels.length)} test images`;
}
