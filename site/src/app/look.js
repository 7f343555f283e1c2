/**
 * When to draw canvases again: a canvas does not follow a new size or other colours by itself.
 */

/**
 * @param {HTMLElement} sized  The element whose size counts.
 * @param {() => void} redraw
 */
export function redrawOnNewLook(sized, redraw) {
  new ResizeObserver(redraw).observe(sized);
  window.addEventListener("resize", redraw); // Zooming changes the pixel ratio, and not always the size of the element.
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  // Material for MkDocs keeps its colour scheme in attributes of the body.
  new MutationObserver(redraw).observe(document.body, { attributeFilter: ["data-md-color-scheme", "data-md-color-primary"] });
}
