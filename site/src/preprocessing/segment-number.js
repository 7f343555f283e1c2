/**
 * Finds the digits and the signs in a drawing of several: strokes to segments, from left to right.
 *
 * The strokes, and the parts of strokes that may hold several digits, are sorted by their middles. Every sequence of up to four
 * neighbours is a possible segment; so is the whole drawing. The network reads them all, and `segmentation.js` finds the segmentation
 * of the lowest cost, where each cut of a stroke costs something, too.
 *
 * Twin of `trainer/reading/segment_number.py`; both are tested on `tests/vectors/numbers.json`.
 *
 * @typedef {import("./strokes.js").Stroke} Stroke
 * @typedef {import("./joined-strokes.js").Part} Part
 *
 * @typedef {object} Segment
 * @property {number} first
 * @property {number} end  Places of parts: from `first` to before `end`.
 * @property {string | null} mark  The sign that they are by their shape, or null: then the network says what they are.
 * @property {number} variant  Of the ink: segments of the same parts may have several, where strokes are cut.
 * @property {Stroke[]} ink  What the network reads: where strokes are cut, with the line that joins them or without it.
 */
import { inkOf } from "./joined-strokes.js";
import { boxOf, freeOf, joinedBox, markOf } from "./number-marks.js";
import { cheapestWay, MOST_TOGETHER } from "./segmentation.js";
import { ovalOf } from "./slashed-zero.js";

/** Cost of a boundary where a stroke is cut, in nats. */
const JOINED = 3.5;

/**
 * @param {ReadonlyArray<Part>} parts  From left to right.
 * @returns {Segment[]} All that are possible, by their first part.
 */
export function possibleSegments(parts) {
  const strokes = parts.map(({ ink }) => ink);
  const boxes = strokes.map(boxOf);
  const free = freeOf(strokes, boxes).map((isFree, i) => isFree && parts[i].count === 1);
  const zeros = parts.slice(1).map((part, i) => ovalOf([parts[i].ink, part.ink]) !== null); // Whether a part and the next are one.
  return rangesOf(parts).flatMap(([first, end]) => {
    if (zeros[first - 1] || zeros[end - 1]) return [];
    const own = parts.slice(first, end);
    const mark = own.every(({ count }) => count === 1) ? markOf(strokes, boxes, first, end) : null;
    if (mark === null && new Set(free.slice(first, end)).size > 1) return [];
    return inksOf(own).map((ink, variant) => ({ first, end, mark, variant, ink }));
  });
}

/**
 * @param {ReadonlyArray<Part>} parts
 * @returns {[number, number][]} Their places: up to `MOST_TOGETHER` neighbours, each whole stroke, and the whole drawing.
 */
function rangesOf(parts) {
  /** @type {[number, number][]} */
  const ranges = parts.flatMap((_, first) =>
    Array.from({ length: Math.min(MOST_TOGETHER, parts.length - first) }, (_, more) => /** @type {[number, number]} */ ([first, first + more + 1])),
  );
  const longer = parts.flatMap(({ stroke, count }, first) => {
    const isWhole = parts[first - 1]?.stroke !== stroke && parts[first + count - 1]?.stroke === stroke;
    return isWhole && count > MOST_TOGETHER ? [/** @type {[number, number]} */ ([first, first + count])] : [];
  });
  const isThere = parts.length <= MOST_TOGETHER || parts[0].count === parts.length;
  return [...ranges, ...longer, ...(isThere ? [] : [/** @type {[number, number]} */ ([0, parts.length])])];
}

/**
 * @param {ReadonlyArray<Part>} parts  Neighbours.
 * @returns {Stroke[][]} Their ink: with what joins it to other parts, and without.
 */
function inksOf(parts) {
  const [first, last] = [parts[0], parts[parts.length - 1]];
  const before = first.index > 0 ? [false, true] : [false];
  const after = last.index + 1 < last.count ? [false, true] : [false];
  return before.flatMap((withoutBefore) => after.map((withoutAfter) => inkOf(parts, withoutBefore, withoutAfter)));
}

/**
 * @param {ReadonlyArray<Part>} parts  From left to right.
 * @param {ReadonlyArray<Segment>} segments  All that are possible.
 * @param {ReadonlyArray<number>} scores  How much each looks like a digit, 0 to 1; not used for signs.
 * @returns {Segment[]} The segmentation of the lowest cost, from left to right.
 */
export function cheapestSegments(parts, segments, scores) {
  const boxes = parts.map(({ ink }) => boxOf(ink));
  const outer = segments.map(({ ink }) => joinedBox(ink.map(boxOf)));
  return cheapestWay(segments, boxes, outer, scores, (place) => (parts[place - 1].stroke === parts[place].stroke ? JOINED : 0));
}
