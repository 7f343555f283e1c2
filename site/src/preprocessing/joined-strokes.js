/**
 * Cuts a stroke that holds several digits, written without lifting the pen, where a line may join two of them.
 *
 * Such a line goes to the right, and hardly anything before it lies further right than anything after it. Whether there are two digits
 * is for the network to say: the parts compete with the whole stroke. Twin of `trainer/reading/joined_strokes.py`.
 *
 * @typedef {import("./strokes.js").Point} Point
 * @typedef {import("./strokes.js").Stroke} Stroke
 * @typedef {object} Part  A stroke, or what lies between two cuts.
 * @property {Stroke} stroke  All of it.
 * @property {Stroke} ink  Of this part.
 * @property {number} index  Of the stroke's parts, in the order of drawing.
 * @property {number} count  Of the stroke's parts; 1 where it is not cut.
 * @property {number} start  The first point of the ink that is behind the joining line before it.
 * @property {number} end  The place of the ink's point with which the joining line after it begins, plus 1.
 */
import { boxOf } from "./number-marks.js";

/** Smallest width of a stroke that is cut, in its heights. */
const WIDE = 0.8;

/** Points that a stroke gets for each of its heights: a mouse gives only the corners of a fast line. */
const POINTS = 40;

/** Most points of a stroke to cut: more is a scribble. */
const MOST_POINTS = 2000;

/** Most parts of one stroke. */
const MOST_PARTS = 6;

/** The share of its height by which the ink before a cut may reach beyond the ink after it. */
const SHARED = 0.05;

/** Smallest height of a part, in heights of the stroke. */
const TALL = 0.75;

/** A joining line goes down at most by this while it goes right by 1. */
const DOWN = 0.6;

/** The cosine of the angle by which a joining line may bend. */
const STRAIGHT = 0.8;

/**
 * @param {Stroke} stroke  With ink.
 * @param {number} [wide]  Smallest width to cut, in heights.
 * @returns {Part[]} From its first point to its last; one where there is nothing to cut.
 */
export function partsOf(stroke, wide = WIDE) {
  const whole = [wholeStroke(stroke)];
  const { width, height } = boxOf(stroke);
  if (height <= 0 || width < wide * height) return whole;
  const points = evenly(stroke, height / POINTS);
  const cuts = points === null ? [] : cutsOf(points, height);
  if (points === null || cuts.length === 0) return whole;
  const end = points.length - 1;
  const ends = [{ at: 0, from: 0, to: 0 }, ...cuts, { at: end, from: end, to: end }];
  return ends.slice(1).map((cut, index) => {
    const { at, to } = ends[index];
    const ink = points.slice(at, cut.at + 1);
    const isLine = to >= cut.from; // Nothing is left between the two lines: then they are all that there is.
    return { stroke, ink, index, count: ends.length - 1, start: isLine ? 0 : to - at, end: isLine ? ink.length : cut.from - at + 1 };
  });
}

/**
 * @param {Stroke} stroke
 * @returns {Part} All of it.
 */
export function wholeStroke(stroke) {
  return { stroke, ink: stroke, index: 0, count: 1, start: 0, end: stroke.length };
}

/**
 * @param {ReadonlyArray<Part>} parts
 * @param {boolean} [withoutBefore]  Leaves out the joining line before the first part.
 * @param {boolean} [withoutAfter]  Leaves out the joining line after the last part.
 * @returns {Stroke[]} Their ink; a stroke of which all parts are there is whole again.
 */
export function inkOf(parts, withoutBefore = false, withoutAfter = false) {
  const strokes = [...new Set(parts.map(({ stroke }) => stroke))];
  return strokes.map((stroke) => {
    const own = parts.filter((part) => part.stroke === stroke);
    if (own.length === own[0].count) return stroke;
    return own.flatMap((part) => {
      const start = withoutBefore && part === parts[0] ? part.start : 0;
      return part.ink.slice(start, withoutAfter && part === parts[parts.length - 1] ? part.end : part.ink.length);
    });
  });
}

/**
 * @param {Stroke} stroke
 * @param {number} step
 * @returns {Point[] | null} Points of the same line at equal distances, and its end; null where there are too many.
 */
function evenly(stroke, step) {
  const points = [{ x: stroke[0].x, y: stroke[0].y }];
  let left = step; // To the next point.
  for (let i = 1; i < stroke.length; i++) {
    const [a, b] = [stroke[i - 1], stroke[i]];
    const length = Math.hypot(b.x - a.x, b.y - a.y);
    let along = left;
    for (; along <= length; along += step) {
      if (points.length > MOST_POINTS) return null;
      points.push({ x: a.x + ((b.x - a.x) * along) / length, y: a.y + ((b.y - a.y) * along) / length });
    }
    left = along - length;
  }
  const { x, y } = stroke[stroke.length - 1];
  return [...points, { x, y }];
}

/**
 * @param {Point[]} points  At equal distances.
 * @param {number} height  Of all of them.
 * @returns {{at: number, from: number, to: number}[]} Where to cut, and where the joining line begins and ends.
 */
function cutsOf(points, height) {
  const ways = points.map((_, i) => wayAt(points, i));
  const shared = sharedWidths(points);
  const cuts = [];
  let low = 0;
  for (let i = 0; i <= points.length; i++) {
    const joins = i < points.length && shared[i] <= SHARED * height && ways[i].x > 0 && ways[i].y <= DOWN * ways[i].x;
    if (joins) continue;
    if (i > low) {
      const at = narrowest(shared, low, i);
      const last = cuts.length > 0 ? cuts[cuts.length - 1].at : 0;
      if (heightOf(points, last, at) >= TALL * height && heightOf(points, at, points.length - 1) >= TALL * height) cuts.push({ at, ...lineAt(ways, at) });
    }
    low = i + 1;
  }
  return cuts.slice(0, MOST_PARTS - 1);
}

/**
 * @param {Point[]} points
 * @param {number} i
 * @returns {Point} The direction there, of length 1 or 0.
 */
function wayAt(points, i) {
  const [a, b] = [points[Math.max(i - 2, 0)], points[Math.min(i + 2, points.length - 1)]];
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  return { x: (b.x - a.x) / length, y: (b.y - a.y) / length };
}

/**
 * @param {Point[]} points
 * @returns {number[]} For each point, by how much the ink up to it reaches further right than the ink from it on begins.
 */
function sharedWidths(points) {
  /** @type {number[]} */
  const right = [];
  /** @type {number[]} */
  const left = [];
  for (let i = 0; i < points.length; i++) right.push(Math.max(right[i - 1] ?? -Infinity, points[i].x));
  for (let i = points.length - 1; i >= 0; i--) left[i] = Math.min(left[i + 1] ?? Infinity, points[i].x);
  return points.map((_, i) => right[i] - left[i]);
}

/**
 * @param {number[]} shared
 * @param {number} low
 * @param {number} end
 * @returns {number} The middle one of the lowest in the range.
 */
function narrowest(shared, low, end) {
  const lowest = Math.min(...shared.slice(low, end));
  const places = [];
  for (let i = low; i < end; i++) if (shared[i] <= lowest + 1e-9) places.push(i);
  return places[Math.floor(places.length / 2)];
}

/**
 * @param {Point[]} points
 * @param {number} first
 * @param {number} last
 */
function heightOf(points, first, last) {
  return boxOf(points.slice(first, last + 1)).height;
}

/**
 * @param {Point[]} ways
 * @param {number} at
 * @returns {{from: number, to: number}} The places where the straight line through the point at `at` begins and ends.
 */
function lineAt(ways, at) {
  const isAlong = (/** @type {number} */ i) => ways[i].x * ways[at].x + ways[i].y * ways[at].y >= STRAIGHT;
  let [from, to] = [at, at];
  while (from > 0 && isAlong(from - 1)) from -= 1;
  while (to + 1 < ways.length && isAlong(to + 1)) to += 1;
  return { from, to };
}
