/**
 * `<digit-pad model="models/inkling/model.json">`: a pad to draw a digit on, as an element of anybody's page.
 *
 * Fires `answer` when the answer changes (its `detail` is what `recognise` answers) and `problem` when there can be none
 * (its `detail` is the error). Colours: `--digit-pad-ink`, `--digit-pad-paper` and `--digit-pad-edge`.
 *
 * @typedef {import("../inference/recogniser.js").Answer} Answer
 */
import { answering } from "../view/scheduler.js";
import { element } from "../view/dom.js";
import { drawInk } from "../view/ink.js";
import { createRecogniser } from "../index.js";
import { listenToKeys } from "../input/keyboard-pen.js";
import { listen } from "../input/pointer.js";
import { sentenceOf } from "../errors.js";
import { Strokes } from "../input/stroke-history.js";

/** A sheet of its own, and not a style element, which strict policies forbid. */
const STYLE = `
:host { display: inline-block; width: 16em; }
:host([hidden]) { display: none; }
.pad { position: relative; aspect-ratio: 1; overflow: hidden; color: var(--digit-pad-ink, #1f3a8a); background: var(--digit-pad-paper, #fffdf7);
  border: 1px solid var(--digit-pad-edge, #1f3a8a4d); border-radius: 0.6em; cursor: crosshair; touch-action: none; user-select: none; -webkit-user-select: none; }
.pad:focus-visible { outline: 2px solid currentColor; outline-offset: 2px; }
canvas { display: block; width: 100%; height: 100%; }
.pen { position: absolute; width: 1em; height: 1em; margin: -0.5em; border: 2px solid; border-radius: 50%; pointer-events: none; }
.pen[hidden] { display: none; }
.inkling-down { background: currentColor; }
p { min-height: 1.4em; margin: 0.4em 0 0; text-align: center; }
`;

export class DigitPad extends HTMLElement {
  static observedAttributes = ["model"];

  #strokes = new Strokes();
  #canvas = element("canvas", { "aria-hidden": "true" });
  #said = element("p", { part: "answer", role: "status" });
  /** @type {Promise<import("../inference/recogniser.js").Recogniser> | null} */
  #recogniser = null;
  /** @type {Answer | null} */
  #answer = null;
  #ask = answering(
    () => this.#asked(),
    (answer) => answer && this.#show(answer),
    (error) => this.#fail(error),
  );

  constructor() {
    super();
    const pen = element("span", { class: "pen", "aria-hidden": "true", hidden: "" });
    const surface = element(
      "div",
      { class: "pad", part: "pad", role: "application", tabindex: "0", "aria-label": "Drawing pad: draw a digit; with the keyboard, move the pen with the arrow keys and put it down with the space bar" },
      this.#canvas,
      pen,
    );
    const root = this.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    root.append(surface, this.#said);
    const changed = () => this.#changed();
    listen(surface, this.#strokes, changed, () => false);
    listenToKeys(surface, pen, this.#strokes, changed);
    surface.addEventListener("keydown", (event) => event.key === "Escape" && this.clear());
    new ResizeObserver(() => drawInk(this.#canvas, this.#strokes.all)).observe(surface);
  }

  /** @param {string} _name */
  attributeChangedCallback(_name) {
    this.#drop();
    if (this.isConnected) this.#ask();
  }

  disconnectedCallback() {
    this.#drop();
  }

  #drop() {
    this.#recogniser?.then((recogniser) => recogniser.dispose(), () => {});
    this.#recogniser = null;
  }

  connectedCallback() {
    this.#ask();
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

  async #asked() {
    const model = this.getAttribute("model");
    if (model === null) return null;
    const loading = (this.#recogniser ??= createRecogniser({ model }));
    try {
      return await (await loading).recognise(this.#strokes.all);
    } catch (error) {
      if (loading !== this.#recogniser) return null; // Another model was named meanwhile, or the element was taken away.
      throw error;
    }
  }

  /** @param {Answer} answer */
  #show(answer) {
    this.#answer = answer;
    this.#said.textContent = answer.verdict === "not a digit" ? "not a digit" : answer.candidates.join(" or ");
    this.dispatchEvent(new CustomEvent("answer", { detail: answer, bubbles: true }));
  }

  /** @param {unknown} error */
  #fail(error) {
    this.#drop(); // The next stroke tries again.
    this.#said.textContent = sentenceOf(error);
    this.dispatchEvent(new CustomEvent("problem", { detail: error, bubbles: true }));
  }
}

if (!customElements.get("digit-pad")) customElements.define("digit-pad", DigitPad);
