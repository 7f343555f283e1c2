/**
 * What the visitor should know about the last command.
 */
import { element } from "../../view/dom.js";
import { show } from "../../words/words.js";
import { whenNew } from "../update/when-new.js";

/** @returns {import("./index.js").Panel} */
export function noticePanel() {
  const root = element("p", { class: "inkling-said inkling-notice", role: "status" });
  const say = whenNew((/** @type {import("../state.js").State["notice"]} */ { text }) => show(root, text));
  return { root, update: ({ notice }) => say(notice) };
}
