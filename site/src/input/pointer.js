/**
 * Pointer events to strokes, for mouse, pen and touch.
 *
 * The browser's default action of `pointerdown` stays: it gives the focus to the pad, which then receives the keys.
 */

/**
 * @param {HTMLElement} surface  What the visitor draws on.
 * @param {import("./stroke-history.js").StrokeHistory} strokes  Gets the strokes.
 * @param {() => void} changed  Called after every change.
 * @param {() => boolean} isErasing  Whether the pointer erases instead of drawing.
 */
export function listenToPointer(surface, strokes, changed, isErasing) {
  /** @type {number | null} The pointer that draws. Other fingers or the palm do not draw at the same time. */
  let drawing = null;

  surface.addEventListener("pointerdown", (event) => {
    if (drawing !== null || event.button !== 0) return;
    drawing = event.pointerId;
    // Without capture, a stroke would end at the edge of the pad, and a pointer released outside would continue to draw.
    surface.setPointerCapture(event.pointerId);
    if (isErasing()) strokes.erase(pointOn(surface, event));
    else strokes.begin(pointOn(surface, event));
    changed();
  });

  surface.addEventListener("pointermove", (event) => {
    if (event.pointerId !== drawing) return;
    // A pen moves more often than the screen is painted. Some browsers lack this list, or leave it empty: then the event counts.
    const events = event.getCoalescedEvents?.() ?? [];
    for (const each of events.length > 0 ? events : [event]) {
      if (isErasing()) strokes.erase(pointOn(surface, each));
      else strokes.extend(pointOn(surface, each));
    }
    changed();
  });

  /** @param {PointerEvent} event */
  const end = (event) => {
    if (event.pointerId === drawing) drawing = null;
  };
  surface.addEventListener("pointerup", end);
  surface.addEventListener("lostpointercapture", end);

  surface.addEventListener("pointercancel", (event) => {
    if (event.pointerId !== drawing) return;
    drawing = null;
    if (!isErasing()) strokes.cancel(); // The system saw a palm or a gesture: the visitor did not mean a stroke.
    changed();
  });

  // A long press would open a menu over the drawing.
  surface.addEventListener("contextmenu", (event) => event.preventDefault());
}

/**
 * @param {HTMLElement} surface
 * @param {PointerEvent} event
 * @returns {import("../preprocessing/strokes.js").Point} In units of the pad.
 */
function pointOn(surface, event) {
  const box = surface.getBoundingClientRect();
  const point = { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height };
  // Only a pen measures pressure. A mouse and most touch screens report a constant, a pen without a sensor 0 or 0.5.
  return event.pointerType === "pen" && event.pressure > 0 ? { ...point, pressure: event.pressure } : point;
}
