/**
 * The pad as it looks: paper, ink, the tools under it, and drawings to try.
 */
import { element } from "../../view/dom.js";
import examples from "../examples.json";
import { drawInk, drawPicture } from "../../view/ink.js";

/** @typedef {import("../../input/stroke-history.js").Drawing} Drawing */
/** @typedef {"undo" | "redo" | "clear" | "erase" | "replay" | "share" | "save"} Command */

/** @type {{name: string, strokes: Drawing}[]} */
const EXAMPLES = [
  ...examples.digits.map((strokes, digit) => ({ name: `${digit}`, strokes })),
  ...examples.styles.map(({ what, strokes }) => ({ name: what, strokes })),
];

/**
 * @param {Record<Command, () => unknown>} commands
 * @param {{tryOne: (strokes: Drawing) => void, tryTestImage: () => void, readPicture: (picture: Blob) => void}} offers
 */
export function padView(commands, { tryOne, tryTestImage, readPicture }) {
  const canvas = element("canvas", { "aria-hidden": "true" });
  const pen = element("span", { class: "inkling-pen", "aria-hidden": "true", hidden: "" });
  const hint = element(
    "p",
    { class: "inkling-hint" },
    element("span", {}, "Draw a digit"),
    element("small", {}, "0 to 9, as you write it, or a whole number"),
  );
  const surface = element(
    "div",
    {
      class: "inkling-pad",
      role: "application",
      tabindex: "0",
      "aria-label": "Drawing pad: draw a digit with mouse, pen or finger; or move a pen with the arrow keys and put it down with the space bar",
    },
    canvas,
    hint,
    pen,
  );
  const apple = /mac|iphone|ipad/i.test(navigator.platform);
  const control = apple ? "⌘" : "Ctrl ";
  const buttons = {
    undo: toolButton("Undo", `${control}Z`, "Control+Z Meta+Z", commands.undo),
    redo: toolButton("Redo", apple ? "⇧⌘Z" : "Ctrl Y", "Control+Y Control+Shift+Z Meta+Shift+Z", commands.redo),
    clear: toolButton("Clear", "Esc", "Escape Delete", commands.clear),
    erase: toolButton("Erase", "E", "E", commands.erase),
    replay: toolButton("Replay", "R", "R", commands.replay),
    share: toolButton("Copy link", "", "", commands.share),
    save: toolButton("Save PNG", "", "", commands.save),
  };
  const said = element("p", { class: "inkling-said", role: "status" });
  const picker = element(
    "select",
    { class: "inkling-select" },
    element("option", { value: "" }, "Choose a drawing"),
    ...EXAMPLES.map(({ name }, i) => element("option", { value: `${i}` }, name)),
  );
  picker.addEventListener("change", () => {
    if (picker.value !== "") tryOne(EXAMPLES[Number(picker.value)].strokes);
  });

  const file = element("input", { type: "file", accept: "image/*", class: "inkling-file", "aria-label": "Read a picture of a digit" });
  file.addEventListener("change", () => {
    const [picture] = file.files ?? [];
    if (picture) readPicture(picture);
    file.value = ""; // So that the same file can be chosen again.
  });

  return {
    surface,
    pen,
    root: element("div", { class: "inkling-draw" }, surface, element("div", { class: "inkling-tools" }, buttons.undo, buttons.redo, buttons.clear)),

    /** What is not needed at every digit. */
    extras: element(
      "div",
      { class: "inkling-extras" },
      element("div", { class: "inkling-tools inkling-pairs" }, buttons.erase, buttons.replay, buttons.share, buttons.save),
      element(
        "div",
        {},
        element("label", { class: "inkling-picker" }, element("span", {}, "Try one"), picker),
        element(
          "div",
          { class: "inkling-tools inkling-pairs" },
          toolButton("Try a test image", "", "", tryTestImage),
          element("label", { class: "inkling-button inkling-choose" }, "Read a picture", file),
        ),
      ),
      said,
    ),

    /**
     * @param {import("../../input/stroke-history.js").Strokes} strokes
     * @param {{drawing: Drawing, picture: Float64Array | null, erasing: boolean}} now  What of it to show, or the grid of a
     *     picture instead, and whether the pointer erases.
     */
    show(strokes, { drawing, picture, erasing }) {
      hint.hidden = !strokes.isEmpty || picture !== null;
      if (strokes.isEmpty) picker.value = "";
      buttons.undo.disabled = !strokes.canUndo;
      buttons.redo.disabled = !strokes.canRedo;
      for (const name of /** @type {const} */ (["erase", "replay", "share", "save"])) buttons[name].disabled = strokes.isEmpty;
      buttons.clear.disabled = strokes.isEmpty && picture === null;
      // A disabled button loses the focus, and with it the demo its keys.
      if (Object.values(buttons).some((button) => button.disabled && button === document.activeElement)) surface.focus();
      buttons.erase.setAttribute("aria-pressed", `${erasing}`);
      surface.classList.toggle("inkling-erasing", erasing);
      if (picture === null) drawInk(canvas, drawing);
      else drawPicture(canvas, picture);
    },

    /** @param {string} text  A line under the tools, read out too. */
    say(text) {
      said.textContent = text;
    },
  };
}

/**
 * @param {string} text
 * @param {string} key  As it is printed on the keyboard.
 * @param {string} shortcuts  As assistive technology wants them.
 * @param {() => unknown} press
 */
function toolButton(text, key, shortcuts, press) {
  const button = element("button", { type: "button", class: "inkling-button" }, text);
  if (key) button.append(element("kbd", { "aria-hidden": "true" }, key));
  if (shortcuts) button.setAttribute("aria-keyshortcuts", shortcuts);
  button.addEventListener("click", press);
  return button;
}
