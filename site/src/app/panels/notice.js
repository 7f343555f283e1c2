/**
 * What the visitor should know about the last command.
 */
import { element } from "../../view/dom.js";
import { whenNew } from "../update/when-new.js";

/** @returns {import("./index.js").Panel} */
export function noticePanel() {
  const root = element("p", { class: "inkling-said inkling-notice", role: "status" });
  const say = whenNew((/** @type {{text: string}} */ { text }) => (root.textContent = text));
  return { root, update: ({ notice }) => say(notice) };
}
