/**
 * Runs in the page: whether a canvas shows ink.
 *
 * @param {string} selector  Of the canvas.
 */
export function isPainted(selector) {
  const canvas = /** @type {HTMLCanvasElement | null} */ (document.querySelector(selector));
  // A copy: Chromium warns of a canvas that is read again and again.
  const copy = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  if (!canvas?.width || copy === null) return false;
  [copy.canvas.width, copy.canvas.height] = [canvas.width, canvas.height];
  copy.drawImage(canvas, 0, 0);
  return copy.getImageData(0, 0, canvas.width, canvas.height).data.some((value) => value > 0);
}
