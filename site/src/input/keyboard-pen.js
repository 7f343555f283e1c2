/**
 * Drawing with the keyboard alone: the arrow keys move a pen over the pad, the space bar puts it down and lifts it.
 */

import { keepFromTheme } from "./theme-keys.js";

/** How far one key press moves the pen, in units of the pad. */
const STEP = 0.04;

/** The same with the Shift key, for fine lines. */
const FINE_STEP = 0.01;

/** @type {Record<string, [number, number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/**
 * @param {HTMLElement} surface  What the visitor draws on. It must have the focus.
 * @param {HTMLElement} pen  Shows where the pen is.
 * @param {import("./stroke-history.js").StrokeHistory} strokes  Gets the strokes.
 * @param {() => void} changed  Called after every change of the strokes.
 */
export function listenToKeys(surface, pen, strokes, changed) {
  const place = { x: 0.5, y: 0.3 };
  let isDown = false;

  function show() {
    pen.hidden = false;
    pen.classList.toggle("inkling-down", isDown);
    pen.style.setProperty("left", `${place.x * 100}%`);
    pen.style.setProperty("top", `${place.y * 100}%`);
  }

  function hide() {
    pen.hidden = true;
    isDown = false;
  }

  surface.addEventListener("keydown", (event) => {
    keepFromTheme(event);
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    isDown &&= strokes.isDrawing; // Undo and clear lift the pen.
    const arrow = ARROWS[event.key];
    if (arrow !== undefined) {
      const step = event.shiftKey ? FINE_STEP : STEP;
      place.x = Math.min(Math.max(place.x + arrow[0] * step, 0), 1);
      place.y = Math.min(Math.max(place.y + arrow[1] * step, 0), 1);
      if (isDown) strokes.extend(place);
    } else if (event.key === " ") {
      if (!event.repeat) isDown = !isDown; // A key that is held down repeats.
      if (isDown && !event.repeat) strokes.begin(place);
    } else return;
    event.preventDefault(); // The arrow keys and the space bar would scroll the page.
    show();
    if (isDown) changed(); // A pen that only moves leaves a picture and its answer in place.
  });

  surface.addEventListener("pointerdown", hide);
  surface.addEventListener("blur", hide);
}
