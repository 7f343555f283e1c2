/**
 * Zeros with a slash or a dot, told by their shape: a closed oval, and in its middle a straight line or a dot. The network reads the
 * oval alone.
 *
 * A level line makes another character, and so does an upright one that goes beyond the oval.
 * Twin of `trainer/reading/slashed_zero.py`; both are tested on `tests/vectors/numbers.json`.
 *
 * @typedef {import("./strokes.js").Stroke} Stroke
 * @typedef {import("./number-marks.js").Box} Box
 */
import { boxOf, isStraight } from "./number-marks.js";

/** How far apart the ends of the oval may be, in its heights. */
const OPEN = 0.25;

/** The least and the most share of its box that the oval encloses: an ellipse has 0.79. */
const ENCLOSED = [0.62, 0.95];

/** How much longer the oval's line may be than the perimeter of its box: a second turn makes another character. */
const LONGEST = 1.1;

/** How far the middle of the slash may be from that of the oval, in sizes of the oval. */
const OFF = 0.15;

/** Largest size of a dot, in heights of the oval. */
const DOT = 0.25;

/** Longest slash, in heights of the oval. */
const LONG = 1.9;

/** By how much an upright slash may go beyond the oval, in heights of the oval. */
const BEYOND = 0.05;

/** A line is upright, or level, when the shorter side of its box is below this share of the longer one. */
const SLANTED = 0.25;

/**
 * @param {ReadonlyArray<Stroke>} strokes
 * @returns {Stroke | null} The oval of a zero with a slash or a dot; null for all else.
 */
export function ovalOf(strokes) {
  if (strokes.length !== 2) return null;
  const [a, b] = strokes;
  if (isOval(a) && isSlash(b, boxOf(a))) return a;
  return isOval(b) && isSlash(a, boxOf(b)) ? b : null;
}

/**
 * @param {Stroke} stroke
 * @returns {boolean} Whether it is closed, and goes around once.
 */
function isOval(stroke) {
  const { width, height } = boxOf(stroke);
  if (width < 0.25 * height || height < 0.5 * width || width * height === 0) return false;
  const [first, last] = [stroke[0], stroke[stroke.length - 1]];
  if (Math.hypot(last.x - first.x, last.y - first.y) > OPEN * height) return false;
  let [area, length] = [0, 0];
  stroke.forEach((point, i) => {
    const next = stroke[(i + 1) % stroke.length];
    area += (point.x - first.x) * (next.y - first.y) - (next.x - first.x) * (point.y - first.y);
    length += Math.hypot(next.x - point.x, next.y - point.y);
  });
  const share = Math.abs(area) / 2 / (width * height);
  return share >= ENCLOSED[0] && share <= ENCLOSED[1] && length <= LONGEST * 2 * (width + height);
}

/**
 * @param {Stroke} stroke
 * @param {Box} oval
 * @returns {boolean} Whether it is a dot or a straight line in the middle of the oval.
 */
function isSlash(stroke, oval) {
  const box = boxOf(stroke);
  const off = [(box.left + box.right - oval.left - oval.right) / 2 / oval.width, (box.top + box.bottom - oval.top - oval.bottom) / 2 / oval.height];
  if (Math.max(...off.map(Math.abs)) > OFF) return false;
  if (Math.max(box.width, box.height) <= DOT * oval.height) return true;
  if (!isStraight(stroke, box) || Math.hypot(box.width, box.height) > LONG * oval.height) return false;
  if (box.height < SLANTED * box.width) return false;
  return box.width >= SLANTED * box.height || box.height <= (1 + 2 * BEYOND) * oval.height;
}
