/**
 * Below the matrix: the cell or the image that is open.
 *
 * @typedef {import("../address.js").View} View
 * @typedef {import("../confusions-file.js").Model} Model
 * @typedef {import("../data.js").Data} Data
 */
import { logError, wordsOf } from "../../../errors.js";
import { element } from "../../../view/dom.js";
import { show as say, t } from "../../../words/words.js";
import { problem } from "../../problem.js";
import { fragmentOf, MNIST } from "../address.js";
import { imagesOf } from "../lists.js";
import { countWords, headingOf, unseenWords } from "../words.js";
import { longTable } from "./answers.js";
import { doubts, imageList, picture } from "./images.js";
import { sameCell } from "./same-cell.js";

const INVITATION = t("Choose a number of the matrix: its images open here.");

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
    const none = view.cell === null ? t("No cell is open") : headingOf(view.cell);
    say(heading, view.image === null ? none : t("Test image {image}", { image: view.image }));
    say(words, view.image !== null ? "" : view.cell === null ? INVITATION : countWords(model, set, view.cell));
    content.replaceChildren();
    if (view.cell === null && view.image === null) return;
    if (view.set !== MNIST && view.cell !== null) {
      content.replaceChildren(element("p", { class: "errors-quiet" }, unseenWords(set)), sameCell(data.confusions, view));
      return;
    }
    content.replaceChildren(element("p", { class: "errors-quiet" }, t("The answers are loading.")));
    try {
      const models = await data.answers();
      if (turn !== turns) return;
      content.replaceChildren(...(view.image === null ? cellContent(models, view) : imageContent(models, view, view.image)));
      data.sheet().catch((error) => turn === turns && content.prepend(trouble(error)));
    } catch (error) {
      if (turn === turns) content.replaceChildren(problem(error, () => show(view)));
    }
  }

  /**
   * @param {import("../data.js").Known[]} models
   * @param {View} view
   */
  function cellContent(models, view) {
    const found = models.find(({ model }) => model.name === view.model);
    if (found === undefined || view.cell === null) return [element("p", {}, t("This model was published without its answers: publish it again."))];
    const address = (/** @type {number} */ image) => fragmentOf({ ...view, image });
    const images = imagesOf(found.known, view.cell);
    const order = view.cell.label === view.cell.answer ? t("The least sure answer is the first.") : t("The surest answer is the first.");
    return [
      ...(images.length > 1 ? [element("p", { class: "errors-quiet" }, order)] : []),
      ...(images.length > 0 ? [imageList({ data, models, chosen: view.model, address }, images)] : []),
      sameCell(data.confusions, view),
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
    const back = cell
      ? [element("li", {}, element("a", { href: fragmentOf({ ...view, cell, image: null }) }, t("All images of “{cell}”", { cell: headingOf(cell) })))]
      : [];
    const map = element("li", {}, element("a", { href: `${atlas}#image-${image}` }, t("Its place in the atlas")));
    return [
      element("div", { class: "errors-image", "data-image": `${image}` }, picture(data, image), element("div", {}, ...doubts(data, image))),
      longTable(models, image),
      element("ul", { class: "errors-links" }, ...back, map),
    ];
  }

  return { root, heading, show };
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
