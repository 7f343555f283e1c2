/**
 * The window on the map: a canvas, which part of the map it shows, and what is marked there. It paints at most once a frame.
 */
import { redrawOnNewLook } from "../../app/look.js";
import { element } from "../../view/dom.js";
import { DARK, groupsOf, LIGHT, setOf } from "./colours.js";
import { drawMap, sideOf } from "./draw-map.js";
import { listenToGestures } from "./gestures.js";
import { imageAt, isInside, limited, panned, toMap, toWindow, whole, zoomed } from "./view.js";

/** @typedef {import("./colours.js").Colouring} Colouring */

/** Pixels around an image in which the pointer finds it. */
const REACH = 12;

/** How often the whole map is magnified when an image is chosen from a list. */
const NEAR = 8;

export class MapWindow {
  #surface;
  #canvas = element("canvas", { "aria-hidden": "true" });
  #atlas;
  #tell;
  #size = { width: 0, height: 0 };
  #view = { scale: 1, x: 0.5, y: 0.5 };
  #waits = false;

  /** @type {Colouring} */
  #colouring = "label";

  /** @type {import("./test-sheet.js").TestSheet | null} */
  #sheet = null;

  /** @type {HTMLCanvasElement | null} */
  #painted = null;

  /** @type {Uint8Array} Of each image, the place of its colour. */
  #groups = new Uint8Array();

  /** @type {number | null} */
  #chosen = null;

  /** @type {import("./draw-map.js").Own | null} */
  #own = null;

  /** @type {() => void} */
  #looked = () => {};

  /**
   * @param {HTMLElement} surface  Gets the canvas.
   * @param {import("./atlas-files.js").Atlas} atlas
   * @param {(image: number, speak: boolean) => void} tell  Shows an image in words.
   */
  constructor(surface, atlas, tell) {
    this.#surface = surface;
    this.#atlas = atlas;
    this.#tell = tell;
    surface.append(this.#canvas);
    listenToGestures(surface, this.actions);
    redrawOnNewLook(surface, () => this.#look(), new AbortController().signal);
  }

  /** @type {import("./gestures.js").Actions} */
  actions = {
    pan: (right, down) => this.#see(panned(this.#view, this.#size, right, down)),
    zoom: (factor, at) => this.#see(zoomed(this.#view, this.#size, factor, at)),
    whole: () => this.#see(whole(this.#size)),
    point: (at) => {
      const image = at && this.#at(at);
      if (image !== null) this.#tell(image, false);
      this.#surface.classList.toggle("atlas-found", image !== null);
    },
    choose: (at) => {
      const image = this.#at(at);
      if (image !== null) this.#mark(image, true);
    },
    chooseMiddle: () => {
      const image = imageAt(this.#atlas, this.#view);
      if (image !== null) this.#mark(image, true);
    },
  };

  /** The colours that are used, with words. */
  get set() {
    return setOf(this.#colours(), this.#colouring);
  }

  /**
   * @param {Colouring} colouring
   * @returns {{colours: string[], words: import("../../words/sentence.js").Words[]}} What they mean.
   */
  colour(colouring) {
    this.#colouring = colouring;
    this.#paint();
    return this.set;
  }

  /** @param {import("./test-sheet.js").TestSheet} sheet  From now on, images are shown from near. */
  useSheet(sheet) {
    this.#sheet = sheet;
    this.#paint();
  }

  /** @param {() => void} looked  Called when the colours or the size of the page have changed. */
  onLook(looked) {
    this.#looked = looked;
  }

  /** @param {number} image  Is brought into the middle. */
  choose(image) {
    const { x, y } = this.#atlas;
    const scale = Math.max(this.#view.scale, NEAR * whole(this.#size).scale);
    this.#see(limited({ scale, x: x[image], y: y[image] }, this.#size));
    this.#mark(image, true);
  }

  /**
   * Puts the visitor's drawing on the map, and moves the map where it would lie outside the window.
   *
   * @param {import("./own-drawing.js").Found | null} found  Null takes the drawing away.
   * @param {HTMLCanvasElement} picture
   */
  place(found, picture) {
    this.#own = found && { at: found.at, picture, neighbours: found.neighbours.map(({ image }) => image) };
    if (found && !isInside(toWindow(this.#view, this.#size, found.at), this.#size)) this.#see(limited({ ...this.#view, ...found.at }, this.#size));
    this.#draw();
  }

  /**
   * @param {number} image
   * @param {boolean} speak
   */
  #mark(image, speak) {
    this.#chosen = image;
    history.replaceState(history.state, "", `#image-${image}`);
    this.#surface.dataset.image = `${image}`;
    this.#tell(image, speak);
    this.#draw();
  }

  /**
   * @param {import("./view.js").View} view
   * @returns {boolean} Whether it is another one than before.
   */
  #see(view) {
    const { scale, x, y } = this.#view;
    if (view.scale === scale && view.x === x && view.y === y) return false;
    this.#view = view;
    const isWhole = view.scale <= whole(this.#size).scale;
    this.#surface.classList.toggle("atlas-near", !isWhole); // From near a finger moves the map, else it scrolls the page.
    this.#draw();
    return true;
  }

  /** @param {{x: number, y: number}} at  In the window. */
  #at(at) {
    const within = Math.max(REACH, sideOf(this.#view.scale) / 1.5) / this.#view.scale;
    return imageAt(this.#atlas, toMap(this.#view, this.#size, at), within);
  }

  #colours() {
    return document.body.dataset.mdColorScheme === "slate" ? DARK : LIGHT;
  }

  /** The size or the colours of the page have changed. */
  #look() {
    const { clientWidth: width, clientHeight: height } = this.#surface;
    const before = whole(this.#size).scale;
    this.#size = { width, height };
    this.#view = limited({ ...this.#view, scale: (this.#view.scale * whole(this.#size).scale) / before }, this.#size);
    this.#paint();
    this.#looked();
  }

  #paint() {
    this.#groups = groupsOf(this.#atlas, this.#colouring);
    this.#painted = this.#sheet?.painted(this.#groups, this.set.colours) ?? null;
    this.#draw();
  }

  #draw() {
    if (this.#waits) return;
    this.#waits = true;
    requestAnimationFrame(() => {
      this.#waits = false;
      this.#drawNow();
    });
  }

  #drawNow() {
    const ratio = devicePixelRatio;
    const { width, height } = this.#size;
    const canvas = this.#canvas;
    if (canvas.width !== Math.round(width * ratio)) canvas.width = Math.round(width * ratio);
    if (canvas.height !== Math.round(height * ratio)) canvas.height = Math.round(height * ratio);
    const context = canvas.getContext("2d");
    if (context === null) return;
    drawMap(context, this.#size, ratio, {
      atlas: this.#atlas,
      view: this.#view,
      look: this.#colours(),
      groups: this.#groups,
      colours: this.set.colours,
      painted: this.#painted,
      cell: (image) => this.#sheet?.cell(image) ?? { x: 0, y: 0, side: 0 },
      chosen: this.#chosen,
      own: this.#own,
    });
  }
}
