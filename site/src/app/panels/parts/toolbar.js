/**
 * The tools below the pad: what is needed at every drawing, and a menu with the rest.
 */
import { element } from "../../../view/dom.js";
import { t } from "../../../words/words.js";
import { button, enable, withIcon } from "./button.js";
import { moreMenu } from "./more-menu.js";

/** @param {import("../index.js").App} app */
export function toolbar(app) {
  const { commands } = app;
  const isApple = /mac|iphone|ipad/i.test(navigator.platform);
  const undo = withIcon("undo", button(t("Undo"), commands.undo, isApple ? "⌘Z" : "Ctrl Z", "Control+Z Meta+Z"));
  const redo = withIcon("redo", button(t("Redo"), commands.redo, isApple ? "⇧⌘Z" : "Ctrl Y", "Control+Y Control+Shift+Z Meta+Shift+Z"));
  const erase = withIcon("erase", button(t("Erase"), commands.erase, "E", "E"));
  const clear = withIcon("clear", button(t("Clear"), commands.clear, "Esc", "Escape Delete"));
  const more = moreMenu(app);

  return {
    root: element("div", { class: "inkling-toolbar", role: "group", "aria-label": t("Tools") }, undo, redo, erase, clear, more.root),

    /** @param {import("../../state.js").State} state */
    update(state) {
      const { strokes, isBlank, isErasing } = state;
      enable(undo, strokes.canUndo);
      enable(redo, strokes.canRedo);
      enable(erase, !strokes.isEmpty);
      enable(clear, !isBlank);
      erase.setAttribute("aria-pressed", `${isErasing}`);
      more.update(state);
    },
  };
}
