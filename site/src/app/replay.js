/**
 * Replays a drawing: shows it growing from its first point to its last.
 */
import { partOf } from "../input/stroke-history.js";

/** Milliseconds of every replay, however long the visitor took to draw. */
const DURATION = 1800;

/** How many pictures a visitor sees who asked the system for less motion. */
const STEPS = 6;

/** @typedef {import("../input/stroke-history.js").Drawing} Drawing */

/**
 * @param {Drawing} strokes
 * @param {(part: Drawing) => void} show  Called for each frame of the screen.
 * @param {() => void} done  Called at the end, unless it was stopped.
 * @returns {() => void} Stops it.
 */
export function replay(strokes, show, done) {
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const start = performance.now();
  let frame = requestAnimationFrame(next);

  /** @param {number} now */
  function next(now) {
    const share = Math.min((now - start) / DURATION, 1);
    show(partOf(strokes, isCalm ? Math.ceil(share * STEPS) / STEPS : share));
    if (share < 1) frame = requestAnimationFrame(next);
    else done();
  }

  return () => cancelAnimationFrame(frame);
}
