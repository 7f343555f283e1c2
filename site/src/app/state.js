/**
 * What the demo knows at the moment. Only this object holds it: panels show it, and commands change it with its methods.
 *
 * @typedef {import("../inference/recogniser.js").Answer} Answer
 * @typedef {import("../inference/recogniser.js").Recogniser} Recogniser
 * @typedef {import("../input/stroke-history.js").Drawing} Drawing
 * @typedef {import("./published/catalogue.js").Entry} Entry
 * @typedef {import("../words/sentence.js").Words} Words
 * @typedef {import("../preprocessing/picture-parts.js").PictureParts} PictureParts
 *
 * @typedef {object} PadAnswer  How a model reads what is on the pad.
 * @property {Recogniser} recogniser  The model.
 * @property {Answer} whole  The answer for all the ink together.
 * @property {(Answer & {mark?: string | null})[]} digits  The answer for each digit of a number and each sign beside them, from left
 *     to right; empty where there is one digit, or none.
 */
import { StrokeHistory } from "../input/stroke-history.js";
import { numberText } from "../preprocessing/number-reader.js";
import { t } from "../words/sentence.js";

export class State {
  /** @param {() => void} changed  Called after every change. */
  constructor(changed) {
    this.changed = changed;

    /** What the visitor drew. Call `edited` after changing it. */
    this.strokes = new StrokeHistory();

    /** @type {Drawing | null} The drawing that the address of the page holds. */
    this.linked = null;

    /** @type {PictureParts | null} The picture that is on the pad in place of strokes. */
    this.picture = null;

    /** @type {{part: Drawing, stop: () => void} | null} A replay that is running, and the part of the drawing that it shows. */
    this.replay = null;

    this.isErasing = false;

    /** Another number after each change of what is on the pad. */
    this.revision = 0;

    /** What the visitor should know about the last command. An object, because the same text may be said twice. */
    this.notice = { text: /** @type {Words} */ ("") };

    /** @type {Entry[]} The published models. */
    this.entries = [];

    /** @type {Entry | null} The chosen model. */
    this.entry = null;

    /** @type {Recogniser | null} The chosen model, once it is loaded. */
    this.recogniser = null;

    /** @type {"loading" | "ready" | "problem"} Of the model. */
    this.status = "loading";

    /** @type {PadAnswer | null} The last one of the chosen model. */
    this.answer = null;

    /** @type {Words} What to show while there is no answer. */
    this.message = "";

    /** @type {{error: unknown, tryAgain: () => void} | null} */
    this.problem = null;
  }

  /** @returns {Drawing} The strokes on the pad: during a replay, only a part of the drawing. */
  get drawing() {
    return this.replay?.part ?? this.strokes.all;
  }

  get isBlank() {
    return this.strokes.isEmpty && this.picture === null;
  }

  /** @returns {string} The answer as text: a digit, the digits and signs of a number as `numberText` writes them, or "". */
  get label() {
    const { whole, digits } = this.answer ?? { digits: [] };
    return digits.length > 0 ? numberText(digits.map((answer) => ({ answer, mark: answer.mark ?? null }))) : `${whole?.label ?? ""}`;
  }

  /** @returns {Answer["verdict"] | "number" | ""} */
  get verdict() {
    if (this.answer === null) return "";
    return this.answer.digits.length > 0 ? "number" : this.answer.whole.verdict;
  }

  /** The strokes have changed, or become what counts again: a replay and a picture end. */
  edited() {
    this.replay?.stop();
    this.replay = this.picture = null;
    if (this.strokes.isEmpty) this.isErasing = false;
    this.notice = { text: "" };
    this.padChanged();
  }

  toggleErasing() {
    this.isErasing = !this.isErasing;
    this.edited();
  }

  /**
   * @param {Drawing} part  Of the drawing, to show instead of all of it.
   * @param {() => void} stop  Stops the replay.
   */
  showPart(part, stop) {
    this.replay = { part, stop };
    this.padChanged();
  }

  /**
   * @param {PictureParts} picture
   * @param {Words} text  About it.
   */
  showPicture(picture, text) {
    this.strokes.clear();
    this.edited();
    this.picture = picture;
    this.notice = { text };
    this.padChanged();
  }

  /** The pad must be drawn again. */
  padChanged() {
    this.revision += 1;
    this.changed();
  }

  /** @param {Words} text */
  say(text) {
    this.notice = { text };
    this.changed();
  }

  /** @param {Entry[]} entries */
  setModels(entries) {
    this.entries = entries;
    this.changed();
  }

  /**
   * @param {Words} message
   * @param {Entry | null} [entry]  The model that was chosen; null while the list of models is loaded.
   */
  startLoading(message, entry = null) {
    this.status = "loading";
    this.message = message;
    this.entry = entry;
    this.recogniser = this.answer = this.problem = null;
    this.changed();
  }

  /** @param {Recogniser} recogniser  The chosen model. */
  setRecogniser(recogniser) {
    this.status = "ready";
    this.recogniser = recogniser;
    this.changed();
  }

  /** @param {PadAnswer} answer */
  setAnswer(answer) {
    this.status = "ready"; // Where there is an answer, a problem before it has passed.
    this.answer = answer;
    this.problem = null;
    this.changed();
  }

  /**
   * @param {unknown} error
   * @param {() => void} tryAgain  What may solve it.
   */
  setProblem(error, tryAgain) {
    this.status = "problem";
    this.message = t("No answer");
    this.answer = null;
    this.problem = { error, tryAgain };
    this.changed();
  }
}
