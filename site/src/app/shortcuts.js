/**
 * Keyboard commands of the demo. The single keys of the theme do nothing while the focus is inside.
 *
 * @typedef {"undo" | "redo" | "clear" | "erase" | "replay"} Shortcut
 */

import { keepFromTheme } from "../input/theme-keys.js";

/**
 * @param {HTMLElement} root  Keys count while the focus is inside.
 * @param {Record<Shortcut, () => unknown>} commands
 */
export function listenToShortcuts(root, commands) {
  root.addEventListener("keydown", (event) => {
    keepFromTheme(event);
    const shortcut = shortcutOf(event);
    if (shortcut === null) return;
    event.preventDefault();
    commands[shortcut]();
  });
}

/**
 * @param {KeyboardEvent} event
 * @returns {Shortcut | null}
 */
function shortcutOf(event) {
  // The letter that the key types counts. Where it types no Latin letter, the place of the key counts.
  const letter = (/^[a-z]$/i.test(event.key) ? event.key : event.code.replace(/^Key/, "")).toLowerCase();
  if (event.altKey) return null;
  if (event.ctrlKey || event.metaKey) {
    if (letter === "z") return event.shiftKey ? "redo" : "undo";
    return letter === "y" && !event.metaKey ? "redo" : null;
  }
  if (event.repeat && letter !== "z" && letter !== "y") return null; // A key that is held down would switch on and off.
  if (event.target instanceof HTMLSelectElement) return null; // There, Escape closes the list, and letters choose from it.
  if (event.key === "Escape" || event.key === "Delete") return "clear";
  return letter === "e" ? "erase" : letter === "r" ? "replay" : null;
}
