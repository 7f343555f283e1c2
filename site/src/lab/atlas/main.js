/**
 * The atlas page: a map of all test images, in the element that has the attribute `data-inkling-atlas`.
 *
 * The attribute `data-models` of that element is the address of the list of models: the map is the default model's. `start-page.js`
 * says which other attributes there are.
 */
import { logError, wordsOf } from "../../errors.js";
import { element } from "../../view/dom.js";
import { Sentence, t } from "../../words/words.js";
import { readCatalogue } from "../../app/published/catalogue.js";
import { readLabelErrors } from "../label-errors.js";
import { startPage } from "../start-page.js";
import { readAtlas } from "./atlas-files.js";
import { imageList } from "./panels/list.js";
import { detailsBox } from "./panels/details.js";
import { ownDrawing } from "./panels/own.js";
import { repaint } from "./panels/images.js";
import { tools } from "./panels/tools.js";
import { findOwn } from "./own-drawing.js";
import { MapWindow } from "./map-window.js";
import { readTestSheet } from "./test-sheet.js";
import { imageIn } from "./words.js";

const MAP = t("Map of the test images: arrow keys move, plus and minus zoom, 0 shows all of it; the image in the middle is told");

/**
 * @param {HTMLElement} place
 * @param {object} app
 * @param {import("./atlas-files.js").Atlas} app.atlas
 * @param {Map<number, import("../label-errors.js").LabelError>} app.labelErrors
 * @param {Promise<import("./test-sheet.js").TestSheet>} app.sheet
 * @param {ReturnType<typeof findOwn>} app.find
 * @param {string} app.title  Of the model.
 */
function show(place, { atlas, labelErrors, sheet, find, title }) {
  const surface = element("div", { class: "atlas-map", role: "application", tabindex: "0", "aria-label": MAP });
  const details = detailsBox(atlas, sheet, labelErrors);
  const map = new MapWindow(surface, atlas, details.show);
  const bar = tools(map.actions, (colouring) => bar.explain(map.colour(colouring)));
  const app = { atlas, sheet, choose };
  const own = ownDrawing(app, find, (found, canvas) => map.place(found, canvas));
  const list = imageList(app);
  const trouble = element("div", { role: "alert" });
  const facts = { model: new Sentence(title, null), count: atlas.misread.length, all: atlas.count };
  place.replaceChildren(
    element(
      "div",
      { class: "atlas-desk" },
      element("div", {}, bar.root, surface, bar.legend),
      element("div", { class: "atlas-side" }, details.root, own.root, trouble),
    ),
    own.below,
    element("h2", { id: "list" }, t("The same as a list")),
    element("p", {}, t("{model} misreads {count, number} of {all, number} test images.", facts)),
    list,
  );

  /** @param {number} image */
  function choose(image) {
    map.choose(image);
    surface.scrollIntoView({ block: "nearest" });
  }

  function openLink() {
    const image = imageIn(location.hash, atlas.count);
    if (image !== null) map.choose(image);
  }

  /** @type {import("./test-sheet.js").TestSheet | null} */
  let known = null;
  sheet.then(
    (found) => {
      known = found;
      map.useSheet(found);
    },
    (error) => {
      logError(error);
      trouble.append(element("p", {}, wordsOf(error)));
    },
  );
  function redraw() {
    bar.explain(map.set);
    details.repaint();
    own.redraw();
    own.ask();
    if (known) repaint(place, known);
  }

  // In the next frame: what changes sizes while they are observed is an error to WebKit.
  map.onLook(() => requestAnimationFrame(redraw));
  window.addEventListener("hashchange", openLink);
  openLink();
}

startPage("[data-inkling-atlas]", t("The map is loading."), async (root, place) => {
  const models = new URL(root.dataset.models ?? "../../models/index.json", document.baseURI);
  const entries = await readCatalogue(models);
  const { model, title } = entries.find((entry) => entry.default) ?? entries[0];
  const url = new URL("atlas/atlas.json", model);
  const [{ facts, atlas }, labelErrors] = await Promise.all([readAtlas(url), readLabelErrors(new URL("label-errors.json", models))]);
  show(place, { atlas, labelErrors, sheet: readTestSheet(new URL("figures/test-sheet.json", models)), find: findOwn(url, model, facts, atlas), title });
});
