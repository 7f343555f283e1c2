/**
 * Beside the matrix: the cell or the image that is open; where none is, all images that the model misreads.
 *
 * @typedef {import("../address.js").View} View
 * @typedef {import("../confusions-file.js").Model} Model
 * @typedef {import("../data.js").Data} Data
 * @typedef {import("../../../words/sentence.js").Words} Words
 */
import { logError, wordsOf } from "../../../errors.js";
import { element } from "../../../view/dom.js";
import { show as say, t, together } from "../../../words/words.js";
import { problem } from "../../problem.js";
import { fragmentOf, MNIST } from "../address.js";
import { imagesOf, misreadBy } from "../lists.js";
import { countWords, headingOf, misreadWords, unseenWords } from "../words.js";
import { longTable } from "./answers.js";
import { doubts, imageList, picture } from "./images.js";
import { sameCell } from "./same-cell.js";

const INVITATION = t("Choose a number of the matrix: its images open here.");
const ALL = t("All misread images");
const SUREST = t("The surest answer is the first.");

/**
 * @param {Data} data
 * @param {string} atlas  Address of the page with the map.
 */
export function openedPanel(data, atlas) {
  const heading = element("h2", { id: "opened", tabindex: "-1" });
  const words = element("p", { role: "status" });
  const content = element("div");
  const root = element("section", { class: "errors-opened", "aria-labelledby": "opened" }, heading, words, content);
  let turns = 0;

  /**
   * @param {View} view
   * @returns {Promise<void>} Settles when all of it is there, or a sentence that says why not.
   */
  async function show(view) {
    const turn = ++turns;
    const { model, set } = namesOf(data, view);
    const { heading: title, words: told } = wordsFor(view, model, set);
    say(heading, title);
    say(words, told);
    content.replaceChildren();
    if (view.set !== MNIST) {
      if (view.cell !== null) content.replaceChildren(element("p", { class: "errors-quiet" }, unseenWords(set)), sameCell(data.confusions, view));
      return;
    }
    content.replaceChildren(element("p", { class: "errors-quiet" }, t("The answers are loading.")));
    try {
      const models = await data.answers();
      if (turn !== turns) return;
      content.replaceChildren(...(view.image === null ? listContent(models, view) : imageContent(models, view, view.image)));
      data.sheet().catch((error) => turn === turns && content.prepend(trouble(error)));
    } catch (error) {
      if (turn === turns) content.replaceChildren(problem(error, () => show(view)));
    }
  }

  /**
   * @param {import("../data.js").Known[]} models
   * @param {View} view
   */
  function listContent(models, view) {
    const found = models.find(({ model }) => model.name === view.model);
    if (found === undefined) return [element("p", {}, t("This model was published without its answers: publish it again."))];
    const { cell } = view;
    const images = cell === null ? misreadBy(found.known) : imagesOf(found.known, cell);
    const order = cell !== null && cell.label === cell.answer ? t("The least sure answer is the first.") : SUREST;
    const address = (/** @type {number} */ image) => fragmentOf({ ...view, image });
    return [
      ...(images.length > 1 ? [element("p", { class: "errors-quiet" }, order)] : []),
      ...(images.length > 0 ? [imageList({ data, models, chosen: view.model, address }, images)] : []),
      ...(cell === null ? [] : [sameCell(data.confusions, view), links({ href: fragmentOf({ ...view, cell: null }), words: ALL })]),
    ];
  }

  /**
   * @param {import("../data.js").Known[]} models
   * @param {View} view
   * @param {number} image
   */
  function imageContent(models, view, image) {
    const known = models.find(({ model }) => model.name === view.model)?.known;
    const label = models[0].known.labels[image];
    say(words, t("Its label is {label}.", { label }));
    const cell = known && { label, answer: known.answers[image] };
    const back = cell ? [{ href: fragmentOf({ ...view, cell, image: null }), words: t("All images of “{cell}”", { cell: headingOf(cell) }) }] : [];
    return [
      element("div", { class: "errors-image", "data-image": `${image}` }, picture(data, image), element("div", {}, ...doubts(data, image))),
      longTable(models, image),
      links(...back, { href: `${atlas}#image-${image}`, words: t("Its place in the atlas") }),
    ];
  }

  return { root, heading, show };
}

/**
 * @param {View} view
 * @param {Model} model
 * @param {import("../confusions-file.js").DigitSet} set
 * @returns {{heading: Words, words: Words}} An image says its label when the answers are there.
 */
function wordsFor(view, model, set) {
  if (view.image !== null) return { heading: t("Test image {image}", { image: view.image }), words: "" };
  if (view.cell !== null) return { heading: headingOf(view.cell), words: countWords(model, set, view.cell) };
  if (view.set !== MNIST) return { heading: t("No cell is open"), words: INVITATION };
  return { heading: ALL, words: together([misreadWords(model), INVITATION]) };
}

/** @param {{href: string, words: Words}[]} places */
function links(...places) {
  return element("ul", { class: "errors-links" }, ...places.map(({ href, words }) => element("li", {}, element("a", { href }, words))));
}

/**
 * @param {Data} data
 * @param {View} view
 */
function namesOf({ confusions: { models, sets } }, view) {
  const model = /** @type {Model} */ (models.find(({ name }) => name === view.model));
  const set = /** @type {import("../confusions-file.js").DigitSet} */ (sets.find(({ file }) => file === view.set));
  return { model, set };
}

/**
 * @param {unknown} error  The pictures did not come; the words are there without them.
 * @returns {HTMLElement}
 */
function trouble(error) {
  logError(error);
  return element("p", { role: "alert" }, wordsOf(error));
}
