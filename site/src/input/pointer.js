/**
 * Pointer events to strokes, for mouse, pen and touch.
 *
 * The browser's default action of `pointerdown` stays: it gives the focus to the pad, which then receives the keys.
 */

/** How far a finger may have moved, in units of the pad, when a second one makes a pinch of it. */
const DOT = 0.06;

/**
 * @param {HTMLElement} surface  What the visitor draws on.
 * @param {import("./stroke-history.js").StrokeHistory} strokes  Gets the strokes.
 * @param {() => void} changed  Called after every change.
 * @param {() => boolean} isErasing  Whether the pointer erases instead of drawing.
 */
export function listenToPointer(surface, strokes, changed, isErasing) {
  /** @type {PointerEvent | null} How the pointer that draws was put down. Other fingers or the palm do not draw at the same time. */
  let first = null;

  surface.addEventListener("pointerdown", (event) => {
    if (first !== null && isOver(first, event)) first = null;
    if (first !== null) return pinchInstead(event);
    if (event.button !== 0 && !isEraser(event)) return;
    first = event;
    capture(surface, event.pointerId);
    if (erases(event)) strokes.erase(pointOn(surface, event));
    else strokes.begin(pointOn(surface, event));
    changed();
  });

  surface.addEventListener("pointermove", (event) => {
    if (event.pointerId !== first?.pointerId) return;
    // A pen moves more often than the screen is painted. Some browsers lack this list, or leave it empty: then the event counts.
    const events = event.getCoalescedEvents?.() ?? [];
    for (const each of events.length > 0 ? events : [event]) {
      if (erases(first)) strokes.erase(pointOn(surface, each));
      else strokes.extend(pointOn(surface, each));
    }
    changed();
  });

  /** @param {PointerEvent} event */
  const end = (event) => {
    if (event.pointerId === first?.pointerId) first = null;
  };
  surface.addEventListener("pointerup", end);
  surface.addEventListener("lostpointercapture", end);

  surface.addEventListener("pointercancel", (event) => {
    if (event.pointerId === first?.pointerId) giveUp(first); // The system saw a palm or a gesture: the visitor did not mean a stroke.
  });

  // A second finger beside a stroke must not zoom. Before a stroke has begun it may: the style `touch-action` allows a pinch.
  surface.addEventListener("touchstart", (event) => first !== null && event.touches.length > 1 && event.preventDefault(), { passive: false });

  // A long press would open a menu over the drawing.
  surface.addEventListener("contextmenu", (event) => event.preventDefault());

  /** @param {PointerEvent} event  Of the pointer that draws, or of the first one. */
  function erases(event) {
    return isErasing() || isEraser(event);
  }

  /** @param {PointerEvent} second  Of another pointer. Two fingers that come together zoom, and leave no ink. */
  function pinchInstead(second) {
    if (first !== null && first.pointerType === "touch" && second.pointerType === "touch" && isDot(strokes)) giveUp(first);
  }

  /** @param {PointerEvent} event  Of the pointer that drew. */
  function giveUp(event) {
    first = null;
    if (!erases(event)) strokes.cancel();
    changed();
  }
}

/**
 * Without capture, a stroke would end at the edge of the pad, and a pointer released outside would continue to draw.
 *
 * @param {HTMLElement} surface
 * @param {number} pointer
 */
function capture(surface, pointer) {
  try {
    surface.setPointerCapture(pointer);
  } catch {
    // No such pointer, as for events that a script made, or the surface was moved meanwhile: it draws without.
  }
}

/**
 * @param {PointerEvent} first
 * @param {PointerEvent} next  That was put down later.
 * @returns {boolean} Whether the first one must be up by now, although nobody said so: without capture it may be lifted elsewhere.
 */
function isOver(first, next) {
  return next.pointerId === first.pointerId || (next.isPrimary === true && next.pointerType === first.pointerType);
}

/**
 * @param {PointerEvent} event
 * @returns {boolean} Whether it is the other end of a pen, which erases.
 */
function isEraser({ button, buttons }) {
  return button === 5 || (buttons & 32) !== 0;
}

/**
 * @param {import("./stroke-history.js").StrokeHistory} strokes
 * @returns {boolean} Whether the stroke that is being drawn has not gone far yet.
 */
function isDot({ all, isDrawing }) {
  const [start, ...rest] = all[all.length - 1] ?? [];
  return isDrawing && rest.every(({ x, y }) => Math.hypot(x - start.x, y - start.y) < DOT);
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
