/**
 * What is not needed at every drawing, behind one button: drawings and pictures to try, replay, link and file.
 *
 * It holds a list and a choice of files, which a menu in the sense of ARIA must not: it is a button that shows a group.
 */
import { element } from "../../../view/dom.js";
import { t } from "../../../words/words.js";
import { EXAMPLES } from "../../examples.js";
import { button, enable, fileButton, withIcon } from "./button.js";
import { icon } from "./icon.js";

/** @param {import("../index.js").App} app */
export function moreMenu({ commands, pictures, signal }) {
  /**
   * @template {unknown[]} Given
   * @param {(...given: Given) => unknown} act
   * @returns {(...given: Given) => void} Does it, and closes the menu.
   */
  const closing =
    (act) =>
    (...given) => {
      act(...given);
      close();
    };
  const examples = examplePicker(commands.showExample, () => close());
  const test = withIcon("testImage", button(t("Try a test image"), closing(pictures.tryTestImage)));
  const read = withIcon("camera", fileButton(t("Read a picture"), t("Read a picture of a digit"), "image/*", closing(pictures.read)));
  const replay = withIcon("replay", button(t("Replay"), closing(commands.replay), "R", "R"));
  const share = withIcon("link", button(t("Copy link"), closing(commands.share)));
  const save = withIcon("save", button(t("Save PNG"), closing(commands.save)));
  const items = element("div", { class: "inkling-menu", role: "group", "aria-label": t("More tools"), hidden: "" });
  items.append(examples.root, test, read, element("hr"), replay, share, save);
  const toggle = withIcon(
    "more",
    button(t("More"), () => (items.hidden ? open() : close())),
  );
  toggle.setAttribute("aria-expanded", "false");
  const root = element("div", { class: "inkling-more" }, toggle, items);

  function open() {
    items.hidden = false;
    toggle.setAttribute("aria-expanded", "true");
  }

  /** @param {boolean} [isLeft]  Whether the focus is elsewhere already. */
  function close(isLeft = false) {
    if (items.hidden) return;
    if (!isLeft) toggle.focus();
    items.hidden = true;
    toggle.setAttribute("aria-expanded", "false");
  }

  /** @param {Event} event */
  function closeOutside(event) {
    const target = /** @type {Element} */ (event.target);
    if (items.hidden || root.contains(target)) return;
    close(true);
    if (target.closest(".inkling-pad")) event.stopPropagation(); // It was meant for the menu, which lies over the pad: no ink.
  }

  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || items.hidden) return;
    event.stopPropagation(); // Elsewhere, this key clears the pad.
    event.preventDefault();
    close();
  });
  document.addEventListener("pointerdown", closeOutside, { capture: true, signal });
  root.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && !root.contains(relatedTarget)) close(true); // Nowhere: a list or a choice of files is open.
  });

  return {
    root,

    /** @param {import("../../state.js").State} state */
    update({ strokes: { isEmpty } }) {
      if (isEmpty) examples.reset();
      for (const tool of [replay, share, save]) enable(tool, !isEmpty);
    },
  };
}

/**
 * @param {(place: number) => unknown} show
 * @param {() => void} done  Called when the visitor has chosen.
 */
function examplePicker(show, done) {
  const names = EXAMPLES.map((name) => element("option", {}, name));
  const select = element("select", { class: "inkling-select" }, element("option", { value: "" }, t("Choose a drawing")), ...names);
  let isKeyed = false;
  select.addEventListener("keydown", () => (isKeyed = true));
  select.addEventListener("pointerdown", () => (isKeyed = false));
  select.addEventListener("change", () => {
    if (select.selectedIndex > 0) show(select.selectedIndex - 1);
    if (!isKeyed) done(); // In some browsers each arrow key is a change: the list must stay.
  });
  return {
    root: element("label", { class: "inkling-picker" }, icon("draw"), element("span", {}, t("Try one")), select),
    reset: () => (select.value = ""),
  };
}
