/**
 * Teaching: which digit the drawing was meant to be, what was taught so far, and how to save or forget it.
 */
import { wordsOf } from "../../errors.js";
import { element } from "../../view/dom.js";
import { listed, show as say, t, together } from "../../words/words.js";
import { correctionsAsText, MOST, parseCorrections } from "../models/corrections.js";
import { download } from "../sharing/download.js";
import { button, fileButton } from "./parts/button.js";
import { correctionList } from "./parts/correction-list.js";
import { digitPicker } from "./parts/digit-picker.js";
import { foldingPanel } from "./fold.js";

/**
 * @typedef {import("../models/corrections.js").Correction} Correction
 * @typedef {import("../../words/sentence.js").Words} Words
 */

const NOT_STORED = t("But this browser did not store it, because its storage is full or not allowed: it lasts until this page is closed.");

/**
 * @param {import("./index.js").App} app
 * @returns {import("./index.js").Panel}
 */
export function teachPanel({ state, corrections, models, signal }) {
  const { select, root: picker } = digitPicker(t("It was a"));
  const choose = (/** @type {number} */ digit) => {
    select.selectedIndex = digit;
    update();
  };
  const remember = button(t("Remember it"), () => {
    const label = select.selectedIndex;
    choose(-1); // The next drawing may be another digit.
    learn(async () => [{ label, strokes: state.strokes.all }], t("Remembered: drawings like this one are now read as that digit."));
  });
  const save = button(t("Save as a file"), () => saveFile(corrections.all));
  const read = fileButton(t("Read a file"), t("Read a file of corrections"), ".json,application/json", (file) =>
    learn(async () => parseCorrections(await file.text()), t("Read: the corrections in the file were added.")),
  );
  const forget = button(t("Forget everything"), () => {
    corrections.forget();
    changed(t("Forgotten."));
  });
  const list = correctionList(corrections, () => changed(t("That one is forgotten.")));
  const summary = element("p", { class: "inkling-facts" });
  const said = element("p", { class: "inkling-said", role: "status" });
  const root = foldingPanel(
    t("Wrong? Teach it your handwriting"),
    show,
    element("p", {}, t("Say which digit the drawing on the pad was meant to be. The network's last layer then remembers it, on this device only.")),
    element("div", { class: "inkling-teach" }, picker, remember),
    summary,
    list.root,
    element("div", { class: "inkling-tools" }, save, read, forget),
    said,
  );

  /**
   * @param {() => Promise<Correction[]>} taught
   * @param {Words} text  What to say when they are remembered.
   */
  async function learn(taught, text) {
    try {
      const dropped = corrections.remember(...(await taught()));
      changed(together([text, ...(dropped > 0 ? [droppedText(dropped)] : []), ...(corrections.isStored ? [] : [NOT_STORED])]));
    } catch (error) {
      say(said, wordsOf(error));
    }
  }

  /** @param {Words} text */
  async function changed(text) {
    say(said, text);
    show();
    const error = await models.teach();
    if (error) say(said, t("The model that is chosen cannot be taught: {reason}", { reason: wordsOf(error) }));
  }

  function show() {
    update();
    say(summary, summaryOf(corrections.all));
    list.show();
  }

  function update() {
    remember.disabled = state.strokes.isEmpty || select.selectedIndex < 0;
    save.disabled = forget.disabled = corrections.all.length === 0;
  }

  select.addEventListener("change", update);
  choose(-1);
  corrections.listen(() => {
    show();
    models.teach();
  }, signal);
  return { root, update, redraw: list.redraw };
}

/** @param {number} dropped */
function droppedText(dropped) {
  return t("{count, plural, one {The oldest one was dropped} other {The # oldest ones were dropped}}: {most} can be kept.", { count: dropped, most: MOST });
}

/** @param {ReadonlyArray<Correction>} corrections */
function saveFile(corrections) {
  download(new Blob([correctionsAsText(corrections)], { type: "application/json" }), "inkling-corrections.json");
}

/**
 * @param {ReadonlyArray<Correction>} corrections
 * @returns {Words} How many corrections there are of each digit.
 */
function summaryOf(corrections) {
  if (corrections.length === 0) return t("Nothing was taught yet.");
  const counts = Array.from({ length: 10 }, (_, digit) => corrections.filter(({ label }) => label === digit).length);
  return t("Taught so far: {list}.", { list: listed(counts.flatMap((count, digit) => (count > 0 ? [`${digit} (${count})`] : []))) });
}
