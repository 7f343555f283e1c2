/**
 * `<digit-pad model="models/inkling/model.json">`: an element for any page, to draw a digit on.
 *
 * Fires `answer` when the answer changes (`detail` is what `recognise` resolves to) and `problem` when there is no answer (`detail`
 * is the error). Colours: see `digit-pad-style.js`.
 *
 * @typedef {import("../inference/recogniser.js").Answer} Answer
 * @typedef {import("../inference/recogniser.js").Recogniser} Recogniser
 */
import { sentenceOf } from "../errors.js";
import { createRecogniser } from "../index.js";
import { listenToKeys } from "../input/keyboard-pen.js";
import { listenToPointer } from "../input/pointer.js";
import { StrokeHistory } from "../input/stroke-history.js";
import { element } from "../view/dom.js";
import { drawInk } from "../view/ink.js";
import { scheduleAnswers } from "../view/scheduler.js";
import { STYLE } from "./digit-pad-style.js";

const LABEL = "Drawing pad: draw a digit; with the keyboard, move the pen with the arrow keys and put it down with the space bar";

export class DigitPad extends HTMLElement {
  static observedAttributes = ["model"];

  #strokes = new StrokeHistory();
  #canvas = element("canvas", { "aria-hidden": "true" });
  #status = element("p", { part: "answer", role: "status" });

  /** @type {Promise<Recogniser> | null} */
  #recogniser = null;

  /** @type {Answer | null} */
  #answer = null;

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
    new ResizeObserver(() => drawInk(this.#canvas, this.#strokes.all)).observe(surface);
  }

  /** @param {string} _name */
  attributeChangedCallback(_name) {
    this.#disposeRecogniser();
    if (this.isConnected) this.#ask();
  }

  connectedCallback() {
    this.#ask();
  }

  disconnectedCallback() {
    this.#disposeRecogniser();
  }

  /** @returns {Answer | null} The last answer; null before the first. */
  get answer() {
    return this.#answer;
  }

  /** @returns {import("../input/stroke-history.js").Drawing} Strokes in units of the pad, 0 to 1. */
  get strokes() {
    return this.#strokes.all;
  }

  set strokes(strokes) {
    this.#strokes.replace(strokes);
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

  #changed() {
    drawInk(this.#canvas, this.#strokes.all);
    this.#ask();
  }

  #disposeRecogniser() {
    this.#recogniser?.then(
      (recogniser) => recogniser.dispose(),
      () => {},
    );
    this.#recogniser = null;
  }

  /** @returns {Promise<Answer | null>} Null where the element has no model, or has another one meanwhile. */
  async #recognise() {
    const model = this.getAttribute("model");
    if (model === null) return null;
    this.#recogniser ??= createRecogniser({ model });
    const loading = this.#recogniser;
    try {
      return await (await loading).recognise(this.#strokes.all);
    } catch (error) {
      if (loading !== this.#recogniser) return null; // The model has changed meanwhile, or the element was removed.
      throw error;
    }
  }

  /** @param {Answer} answer */
  #show(answer) {
    this.#answer = answer;
    this.#status.textContent = answer.verdict === "not a digit" ? "not a digit" : answer.candidates.join(" or ");
    this.dispatchEvent(new CustomEvent("answer", { detail: answer, bubbles: true }));
  }

  /** @param {unknown} error */
  #fail(error) {
    this.#disposeRecogniser(); // The next stroke tries again.
    this.#status.textContent = sentenceOf(error);
    this.dispatchEvent(new CustomEvent("problem", { detail: error, bubbles: true }));
  }
}

if (!customElements.get("digit-pad")) customElements.define("digit-pad", DigitPad);
