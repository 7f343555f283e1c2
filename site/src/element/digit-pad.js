/**
 * `<digit-pad model="models/inkling/model.json">`: an element for any page, to draw a digit on.
 *
 * Fires `answer` when the answer changes (`detail` is what `recognise` resolves to) and `problem` when there is no answer (`detail`
 * is the error). Both cross the borders of shadow trees. Colours: see `digit-pad-style.js`. The property `model` also takes what a
 * module of the npm package exports.
 *
 * On a server there are no elements: there, importing this file does nothing.
 *
 * @typedef {import("../inference/recogniser.js").Answer} Answer
 * @typedef {import("../inference/recogniser.js").ModelModule} ModelModule
 */
import { logError, sentenceOf } from "../errors.js";
import { createRecogniser } from "../inference/recogniser.js";
import { listenToKeys } from "../input/keyboard-pen.js";
import { listenToPointer } from "../input/pointer.js";
import { StrokeHistory } from "../input/stroke-history.js";
import { element } from "../view/dom.js";
import { drawInk } from "../view/ink.js";
import { scheduleAnswers } from "../view/scheduler.js";
import { STYLE } from "./digit-pad-style.js";
import { padStrokes } from "./pad-strokes.js";
import { sameAnswer } from "./same-answer.js";
import { PAUSE, SharedModels } from "./shared-models.js";

const LABEL = "Drawing pad: draw a digit; with the keyboard, move the pen with the arrow keys and put it down with the space bar";

const models = new SharedModels(createRecogniser);

/** @type {typeof HTMLElement} */
const Base = globalThis.HTMLElement ?? class {};

export class DigitPad extends Base {
  static observedAttributes = ["model"];

  #strokes = new StrokeHistory();

  /** @type {ModelModule | null} Instead of the attribute's address. */
  #module = null;

  #canvas = element("canvas", { "aria-hidden": "true" });
  #status = element("p", { part: "answer", role: "status" });

  /** @type {import("./shared-models.js").Use | null} */
  #use = null;

  /** @type {Answer | null} */
  #answer = null;

  /** @type {unknown} What was shown last in the place of an answer. */
  #problem = null;

  /** @type {ReturnType<typeof setTimeout> | undefined} Asks again for a model that could not be loaded. */
  #later;

  #ask = scheduleAnswers(
    () => this.#recognise(),
    (answer) => answer && this.#show(answer),
    (error) => this.#fail(error),
  );

  constructor() {
    super();
    const pen = element("span", { class: "pen", "aria-hidden": "true", hidden: "" });
    const surface = element("div", { class: "pad", part: "pad", role: "application", tabindex: "0", "aria-label": LABEL }, this.#canvas, pen);
    const root = this.attachShadow({ mode: "open" });
    const styleSheet = new CSSStyleSheet();
    styleSheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [styleSheet];
    root.append(surface, this.#status);
    const changed = () => this.#changed();
    listenToPointer(surface, this.#strokes, changed, () => false);
    listenToKeys(surface, pen, this.#strokes, changed);
    surface.addEventListener("keydown", (event) => event.key === "Escape" && this.clear());
    const draw = () => drawInk(this.#canvas, this.#strokes.all);
    new ResizeObserver(draw).observe(surface);
    // The ink is drawn in the colour that the canvas has. A transition ends whenever that changes, whatever the cause is.
    this.#canvas.addEventListener("transitionend", draw);
  }

  /**
   * @param {string} _name
   * @param {string | null} before
   * @param {string | null} now
   */
  attributeChangedCallback(_name, before, now) {
    if (before !== now || this.#module !== null) this.#release();
    this.#module = null;
    if (this.isConnected) this.#ask();
  }

  connectedCallback() {
    this.#takeEarly("model");
    this.#takeEarly("strokes");
    this.#ask();
  }

  disconnectedCallback() {
    // An element that is moved is connected again at once, and keeps its model.
    queueMicrotask(() => this.isConnected || this.#release());
  }

  /** @returns {Answer | null} The last answer; null before the first. */
  get answer() {
    return this.#answer;
  }

  /** @returns {string | ModelModule | null} What the attribute says, or the module that was set after it. */
  get model() {
    return this.#module ?? this.getAttribute("model");
  }

  /** @param {string | URL | ModelModule | null | undefined} model  An address becomes the attribute. */
  set model(model) {
    const module = typeof model === "object" && model !== null && "json" in model ? model : null;
    if (module !== this.#module) {
      this.#release();
      this.#module = module;
    }
    if (module !== null) this.#ask();
    else if (model === null || model === undefined) this.removeAttribute("model");
    else this.setAttribute("model", `${model}`);
  }

  /** @returns {import("../input/stroke-history.js").Drawing} Strokes in units of the pad, 0 to 1. */
  get strokes() {
    return this.#strokes.all;
  }

  /** @throws {TypeError} When they are no list of lists of points; then the pad stays as it is. */
  set strokes(strokes) {
    this.#strokes.replace(padStrokes(strokes));
    this.#changed();
  }

  clear() {
    this.#strokes.clear();
    this.#changed();
  }

  undo() {
    this.#strokes.undo();
    this.#changed();
  }

  /**
   * What was set before this script was there is a property of the element itself, which hides the setter.
   *
   * @param {"model" | "strokes"} name
   */
  #takeEarly(name) {
    if (!Object.hasOwn(this, name)) return;
    const value = this[name];
    Reflect.deleteProperty(this, name);
    try {
      Object.assign(this, { [name]: value });
    } catch (error) {
      this.#fail(error);
    }
  }

  #changed() {
    drawInk(this.#canvas, this.#strokes.all);
    this.#ask();
  }

  #release() {
    clearTimeout(this.#later);
    this.#later = undefined;
    this.#use?.release();
    this.#use = null;
  }

  /** @returns {Promise<Answer | null>} Null where the element has no model, or has another one meanwhile. */
  async #recognise() {
    const { model } = this;
    if (model === null || !this.isConnected) return null;
    this.#use ??= models.use(typeof model === "string" ? new URL(model, document.baseURI).href : model);
    const use = this.#use;
    try {
      return await (await use.recogniser).recognise(this.#strokes.all);
    } catch (error) {
      if (use !== this.#use) return null; // The model has changed meanwhile, or the element was removed.
      throw error;
    }
  }

  /** @param {Answer} answer */
  #show(answer) {
    const isNew = this.#problem !== null || !sameAnswer(answer, this.#answer);
    this.#answer = answer;
    this.#problem = null;
    if (!isNew) return;
    this.#status.textContent = answer.verdict === "not a digit" ? "not a digit" : answer.candidates.join(" or ");
    this.dispatchEvent(new CustomEvent("answer", { detail: answer, bubbles: true, composed: true }));
  }

  /** @param {unknown} error */
  #fail(error) {
    const isNew = error !== this.#problem;
    this.#release(); // The next change asks for the model again.
    if (!isNew) {
      this.#later = setTimeout(this.#ask, PAUSE); // There was a change, and the model was not asked for again yet.
      return;
    }
    this.#problem = error;
    logError(error);
    this.#status.textContent = sentenceOf(error);
    this.dispatchEvent(new CustomEvent("problem", { detail: error, bubbles: true, composed: true }));
  }
}

if (globalThis.customElements && !customElements.get("digit-pad")) customElements.define("digit-pad", DigitPad);
