/**
 * Drawing without a pointer: arrow keys move a pen over the pad, the space bar puts it down and lifts it.
 */

/** How far one press moves the pen, in units of the pad; with Shift, for fine lines. */
const STEP = 0.04;
const FINE = 0.01;

/** @type {Record<string, [number, number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/**
 * @param {HTMLElement} surface  What is drawn on, and what has the focus then.
 * @param {HTMLElement} pen  Shows where the pen is.
 * @param {import("./stroke-history.js").Strokes} strokes
 * @param {() => void} changed
 */
export function listenToKeys(surface, pen, strokes, changed) {
  const place = { x: 0.5, y: 0.3 };
  let down = false;

  function show() {
    pen.hidden = false;
    pen.classList.toggle("inkling-down", down);
    pen.style.setProperty("left", `${place.x * 100}%`);
    pen.style.setProperty("top", `${place.y * 100}%`);
  }

  function lift() {
    pen.hidden = true;
    down = false;
  }

  surface.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    down &&= strokes.isDrawing; // Undoing and clearing lift the pen.
    const arrow = ARROWS[event.key];
    if (arrow !== undefined) {
      const step = event.shiftKey ? FINE : STEP;
      place.x = Math.min(Math.max(place.x + arrow[0] * step, 0), 1);
      place.y = Math.min(Math.max(place.y + arrow[1] * step, 0), 1);
      if (down) strokes.extend(place);
    } else if (event.key === " ") {
      down = !down;
      if (down) strokes.begin(place);
    } else return;
    event.preventDefault(); // Both would scroll the page.
    show();
    changed();
  });

  surface.addEventListener("pointerdown", lift);
  surface.addEventListener("blur", lift);
}
