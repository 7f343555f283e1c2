/**
 * Pointer events to strokes: mouse, pen and touch alike.
 *
 * The default action of pressing a pointer is left alone: it moves the focus to the pad, and with it the keys.
 */

/**
 * @param {HTMLElement} surface  What is drawn on.
 * @param {import("./stroke-history.js").Strokes} strokes  Gets what is drawn.
 * @param {() => void} changed  Called after every change.
 * @param {() => boolean} erasing  Whether the pointer takes strokes away instead of drawing.
 */
export function listen(surface, strokes, changed, erasing) {
  /** @type {number | null} The pointer that draws. Another finger or the palm, meanwhile, does not. */
  let drawing = null;

  surface.addEventListener("pointerdown", (event) => {
    if (drawing !== null || event.button !== 0) return;
    drawing = event.pointerId;
    // Without capture a stroke would end at the pad's edge, and the pointer released outside would go on drawing.
    surface.setPointerCapture(event.pointerId);
    if (erasing()) strokes.erase(onPad(surface, event));
    else strokes.begin(onPad(surface, event));
    changed();
  });

  surface.addEventListener("pointermove", (event) => {
    if (event.pointerId !== drawing) return;
    // A pen reports more often than the screen is drawn; browsers without the list, or with an empty one, have the event.
    const events = event.getCoalescedEvents?.() ?? [];
    for (const each of events.length > 0 ? events : [event]) {
      if (erasing()) strokes.erase(onPad(surface, each));
      else strokes.extend(onPad(surface, each));
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
    if (!erasing()) strokes.cancel(); // The system took the pointer for a palm or for a gesture of its own: no stroke was meant.
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
function onPad(surface, event) {
  const box = surface.getBoundingClientRect();
  const point = { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height };
  // A mouse and most screens under a finger report a constant; a pen that cannot feel reports 0 or 0.5 all along.
  return event.pointerType === "pen" && event.pressure > 0 ? { ...point, pressure: event.pressure } : point;
}
