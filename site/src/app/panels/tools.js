/**
 * What is not needed at every drawing: eraser, replay, link and file, and drawings and pictures to try.
 */
import { element } from "../../view/dom.js";
import { EXAMPLES } from "../examples.js";
import { whenNew } from "../update/when-new.js";
import { button, enable, fileButton } from "./parts/button.js";

/**
 * @param {import("./index.js").App} app
 * @returns {import("./index.js").Panel}
 */
export function toolsPanel({ commands, pictures }) {
  const erase = button("Erase", commands.erase, "E", "E");
  const replay = button("Replay", commands.replay, "R", "R");
  const share = button("Copy link", commands.share);
  const save = button("Save PNG", commands.save);
  const picker = element(
    "select",
    { class: "inkling-select" },
    element("option", { value: "" }, "Choose a drawing"),
    ...EXAMPLES.map((name) => element("option", {}, name)),
  );
  picker.addEventListener("change", () => {
    if (picker.selectedIndex > 0) commands.showExample(picker.selectedIndex - 1);
  });
  const notice = element("p", { class: "inkling-said", role: "status" });
  const say = whenNew((/** @type {{text: string}} */ { text }) => (notice.textContent = text));

  return {
    root: element(
      "div",
      { class: "inkling-extras" },
      element("div", { class: "inkling-tools inkling-pairs" }, erase, replay, share, save),
      element(
        "div",
        {},
        element("label", { class: "inkling-picker" }, element("span", {}, "Try one"), picker),
        element(
          "div",
          { class: "inkling-tools inkling-pairs" },
          button("Try a test image", pictures.tryTestImage),
          fileButton("Read a picture", "Read a picture of a digit", "image/*", pictures.read),
        ),
      ),
      notice,
    ),
    update(state) {
      const { isEmpty } = state.strokes;
      if (isEmpty) picker.value = "";
      for (const tool of [erase, replay, share, save]) enable(tool, !isEmpty);
      erase.setAttribute("aria-pressed", `${state.isErasing}`);
      say(state.notice);
    },
  };
}
