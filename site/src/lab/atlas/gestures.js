/**
 * Mouse, fingers and keys on the map.
 *
 * @typedef {object} Actions
 * @property {(right: number, down: number) => void} pan  Pixels that the map follows.
 * @property {(factor: number, at?: {x: number, y: number}) => boolean} zoom  Whether the view has changed.
 * @property {() => void} whole
 * @property {(at: {x: number, y: number} | null) => void} point  The pointer is there, or nowhere.
 * @property {(at: {x: number, y: number}) => void} choose
 * @property {() => void} chooseMiddle  What is nearest to the middle of the window.
 */
import { keepFromTheme } from "../../input/theme-keys.js";

/** Pixels that a pointer may move and still chooses. */
const STILL = 5;

/** Pixels of one press of an arrow key. */
const STEP = 40;

/** How much closer one press of a key or button comes. */
export const CLOSER = 1.5;

/** How much closer a pixel of the wheel comes, as an exponent. */
const WHEEL = 0.002;

/** @type {Record<string, [number, number]>} */
const ARROWS = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/**
 * @param {HTMLElement} surface
 * @param {Actions} actions
 */
export function listenToGestures(surface, actions) {
  listenToPointers(surface, actions);
  listenToWheel(surface, actions);
  surface.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (pressed(event.key, actions)) event.preventDefault();
    keepFromTheme(event);
  });
}

/**
 * @param {string} key
 * @param {Actions} actions
 * @returns {boolean} Whether it means something here.
 */
function pressed(key, { pan, zoom, whole, chooseMiddle }) {
  const arrow = ARROWS[key];
  if (arrow) pan(arrow[0] * STEP, arrow[1] * STEP);
  else if (key === "+" || key === "=") zoom(CLOSER);
  else if (key === "-") zoom(1 / CLOSER);
  else if (key === "0" || key === "Home") whole();
  else return false;
  chooseMiddle();
  return true;
}

/**
 * The wheel scrolls the page, unless the map has the focus or the Control key is held: a map that takes every wheel stops whoever reads on.
 *
 * @param {HTMLElement} surface
 * @param {Actions} actions
 */
function listenToWheel(surface, { zoom }) {
  surface.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey && !event.metaKey && document.activeElement !== surface) return;
      const pixels = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1);
      if (zoom(Math.exp(-pixels * WHEEL), placeIn(surface, event)) || event.ctrlKey) event.preventDefault();
    },
    { passive: false },
  );
}

/**
 * One pointer moves the map, two zoom.
 *
 * @param {HTMLElement} surface
 * @param {Actions} actions
 */
function listenToPointers(surface, { pan, zoom, point, choose }) {
  /** @type {Map<number, {x: number, y: number}>} The pointers that are down. */
  const down = new Map();
  let moved = 0;

  surface.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    if (down.size === 0) moved = 0;
    down.set(event.pointerId, placeIn(surface, event));
    surface.setPointerCapture?.(event.pointerId);
  });

  surface.addEventListener("pointermove", (event) => {
    const now = placeIn(surface, event);
    const before = down.get(event.pointerId);
    if (before === undefined) return point(now);
    const other = [...down].find(([id]) => id !== event.pointerId)?.[1];
    down.set(event.pointerId, now);
    moved += Math.hypot(now.x - before.x, now.y - before.y);
    if (moved <= STILL) return;
    if (other === undefined) return pan(now.x - before.x, now.y - before.y);
    pan((now.x - before.x) / 2, (now.y - before.y) / 2);
    zoom(distance(now, other) / Math.max(1, distance(before, other)), { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 });
  });

  /** @param {PointerEvent} event */
  const end = (event) => {
    const at = down.get(event.pointerId);
    down.delete(event.pointerId);
    if (at && event.type === "pointerup" && moved <= STILL && down.size === 0) choose(at);
  };
  surface.addEventListener("pointerup", end);
  surface.addEventListener("pointercancel", end);
  surface.addEventListener("pointerleave", () => down.size === 0 && point(null));
}

/**
 * @param {{x: number, y: number}} one
 * @param {{x: number, y: number}} other
 */
function distance(one, other) {
  return Math.hypot(one.x - other.x, one.y - other.y);
}

/**
 * @param {HTMLElement} surface
 * @param {{clientX: number, clientY: number}} event
 */
function placeIn(surface, { clientX, clientY }) {
  const { left, top } = surface.getBoundingClientRect();
  return { x: clientX - left, y: clientY - top };
}
