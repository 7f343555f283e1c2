/**
 * When to draw canvases again: a canvas does not follow a new size or other colours by itself.
 */

/**
 * @param {HTMLElement} sized  The element whose size counts.
 * @param {() => void} redraw
 * @param {AbortSignal} signal  Ends it.
 */
export function redrawOnNewLook(sized, redraw, signal) {
  const size = new ResizeObserver(redraw);
  size.observe(sized);
  window.addEventListener("resize", redraw, { signal }); // Zooming changes the pixel ratio, and not always the size of the element.
  for (const query of ["(prefers-color-scheme: dark)", "(forced-colors: active)"]) matchMedia(query).addEventListener("change", redraw, { signal });
  // Material for MkDocs keeps its colour scheme in attributes of the body.
  const scheme = new MutationObserver(redraw);
  scheme.observe(document.body, { attributeFilter: ["data-md-color-scheme", "data-md-color-primary"] });
  signal.addEventListener("abort", () => {
    size.disconnect();
    scheme.disconnect();
  });
}
