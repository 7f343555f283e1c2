/**
 * The pad: the visitor's own drawing, what the flagship reads, and the test images that are most like it for the network.
 */
import { drawingSurface } from "../../../app/panels/parts/drawing-surface.js";
import { logError, wordsOf } from "../../../errors.js";
import { StrokeHistory } from "../../../input/stroke-history.js";
import { element } from "../../../view/dom.js";
import { drawInk } from "../../../view/ink.js";
import { scheduleAnswers } from "../../../view/scheduler.js";
import { show as say, t } from "../../../words/words.js";
import { imageItem } from "./images.js";

/** @typedef {import("../own-drawing.js").Found} Found */

const LABEL = t("Drawing pad: draw a digit with mouse, pen or finger; or move a pen with the arrow keys and put it down with the space bar");

const INVITATION = t("Draw a digit here, 0 to 9: it appears on the map.");

/**
 * @param {Parameters<typeof imageItem>[0]} app
 * @param {(strokes: import("../../../input/stroke-history.js").Drawing) => Promise<Found | null>} find
 * @param {(found: Found | null, canvas: HTMLCanvasElement) => void} placed  Puts the drawing on the map, or takes it away.
 */
export function ownDrawing(app, find, placed) {
  const strokes = new StrokeHistory();
  const { root: surface, canvas } = drawingSurface(LABEL, strokes, changed);
  const clear = element("button", { type: "button", class: "inkling-button" }, t("Clear"));
  const answer = element("p", { role: "status" }, INVITATION);
  const nearest = element("ul", { class: "atlas-images" });

  const ask = scheduleAnswers(() => find(strokes.all), show, fail);
  const redraw = () => drawInk(canvas, strokes.all);

  function changed() {
    redraw();
    ask();
  }

  /** @param {Found | null} found */
  function show(found) {
    say(answer, found === null ? INVITATION : found.words);
    below.hidden = found === null;
    const images = found?.neighbours.map(({ image }) => image) ?? [];
    if (images.join() !== shownImages(nearest)) nearest.replaceChildren(...images.map((image) => imageItem(app, image)));
    surface.closest("[data-inkling-atlas]")?.setAttribute("data-own", images.join());
    placed(found, canvas);
  }

  /** @param {unknown} error */
  function fail(error) {
    logError(error);
    say(answer, wordsOf(error));
    below.hidden = true;
    placed(null, canvas);
  }

  clear.addEventListener("click", () => {
    strokes.clear();
    changed();
  });
  const root = element("section", { class: "atlas-own", "aria-label": t("Your drawing") }, surface, answer, clear);
  const heading = element("h2", { id: "nearest" }, t("Most like your drawing"));
  const below = element(
    "section",
    { class: "atlas-nearest", hidden: "" },
    heading,
    element("p", {}, t("The network sees these as most alike, the first one most:")),
    nearest,
  );
  return { root, below, redraw, ask };
}

/** @param {HTMLElement} list */
function shownImages(list) {
  return [...list.querySelectorAll("[data-image]")].map((button) => button.getAttribute("data-image")).join();
}
