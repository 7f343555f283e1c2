/**
 * What reaches the demo from around it: keys, a new size, another colour scheme.
 */

/**
 * @param {HTMLElement} root  Keys count while the focus is inside.
 * @param {Record<"undo" | "redo" | "clear" | "erase" | "replay", () => unknown>} commands
 */
export function onKey(root, commands) {
  root.addEventListener("keydown", (event) => {
    const command = commandOf(event);
    if (command === null) return;
    event.preventDefault();
    commands[command]();
  });
}

/**
 * @param {KeyboardEvent} event
 * @returns {"undo" | "redo" | "clear" | "erase" | "replay" | null}
 */
function commandOf(event) {
  // What is printed on the key counts, unless it is no Latin letter: then where the key is.
  const letter = (/^[a-z]$/i.test(event.key) ? event.key : event.code.replace(/^Key/, "")).toLowerCase();
  if (event.altKey) return null;
  if (event.ctrlKey || event.metaKey) {
    if (letter === "z") return event.shiftKey ? "redo" : "undo";
    return letter === "y" && !event.metaKey ? "redo" : null;
  }
  if (event.target instanceof HTMLSelectElement) return null; // There, Escape closes the list, and letters choose from it.
  if (event.key === "Escape" || event.key === "Delete") return "clear";
  return letter === "e" ? "erase" : letter === "r" ? "replay" : null;
}

/**
 * A canvas knows neither its size nor the page's colours: it is drawn again when they change.
 *
 * @param {HTMLElement} surface
 * @param {() => void} draw
 */
export function onLook(surface, draw) {
  new ResizeObserver(draw).observe(surface);
  window.addEventListener("resize", draw); // Zooming changes the pixel ratio and may leave the size as it was.
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  // Material keeps its colour scheme in an attribute of the body.
  new MutationObserver(draw).observe(document.body, { attributeFilter: ["data-md-color-scheme", "data-md-color-primary"] });
}
