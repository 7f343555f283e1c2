/**
 * Shows a drawing being drawn again, from its first point to its last.
 */
import { partOf } from "../input/stroke-history.js";

/** Milliseconds of a replay, however long the drawing took. */
const DURATION = 1800;

/** Shares of the drawing that are shown where nothing may move smoothly. */
const STEPS = 6;

/**
 * @param {import("../input/stroke-history.js").Drawing} strokes
 * @param {(part: import("../input/stroke-history.js").Drawing) => void} show
 * @param {() => void} done
 * @returns {() => void} Stops it.
 */
export function replay(strokes, show, done) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const start = performance.now();
  let frame = requestAnimationFrame(next);

  /** @param {number} now */
  function next(now) {
    const share = Math.min((now - start) / DURATION, 1);
    show(partOf(strokes, calm ? Math.ceil(share * STEPS) / STEPS : share));
    if (share < 1) frame = requestAnimationFrame(next);
    else done();
  }

  return () => cancelAnimationFrame(frame);
}
