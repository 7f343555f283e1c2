/**
 * What reaches the demo from around it: keys, a new size, another colour scheme.
 */

/**
 * @param {HTMLElement} root  Keys count while the focus is inside.
 * @param {{undo: () => void, clear: () => void}} commands
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
 * @returns {"undo" | "clear" | null}
 */
function commandOf(event) {
  const control = event.ctrlKey || event.metaKey;
  if (control && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "z") return "undo";
  if (event.target instanceof HTMLSelectElement) return null; // There, Escape closes the list.
  return event.key === "Escape" || event.key === "Delete" ? "clear" : null;
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
