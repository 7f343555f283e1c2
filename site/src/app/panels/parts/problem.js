/**
 * What went wrong, and a button that tries again.
 */
import { logError, ScriptError, wordsOf } from "../../../errors.js";
import { element } from "../../../view/dom.js";
import { show as say, t } from "../../../words/words.js";
import { lastingName } from "../../published/catalogue.js";
import { putInAddress } from "../../sharing/save.js";
import { whenNew } from "../../update/when-new.js";
import { button } from "./button.js";

/**
 * @param {import("../../state.js").State} state
 * @returns {import("../index.js").Panel}
 */
export function problemBox(state) {
  const text = element("p");
  const box = element("div", { class: "inkling-problem" }, text, button(t("Try again"), tryAgain));
  // Screen readers read aloud what changes inside an alert: so it must be in the page before its text is.
  const root = element("div", { role: "alert" });

  function tryAgain() {
    const { problem, strokes, entry } = state;
    if (!(problem?.error instanceof ScriptError)) return problem?.tryAgain();
    // A browser does not fetch a script again that it could not fetch once: a new page does. The link brings the drawing along.
    if (!strokes.isEmpty) putInAddress(strokes.all, lastingName(entry));
    location.reload();
  }

  const show = whenNew((/** @type {import("../../state.js").State["problem"]} */ problem) => {
    if (problem === null) return root.replaceChildren();
    logError(problem.error);
    say(text, wordsOf(problem.error));
    root.replaceChildren(box);
  });

  return { root, update: ({ problem }) => show(problem) };
}
