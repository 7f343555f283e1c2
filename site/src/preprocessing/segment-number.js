/**
 * Finds the digits and the signs in a drawing of several: strokes to segments, from left to right.
 *
 * The strokes, and the parts of strokes that may hold several digits, are sorted by their middles. Every sequence of up to four
 * neighbours is a possible segment; so is the whole drawing. The network reads them all, and dynamic programming finds the segmentation
 * of the lowest cost: how little each segment looks like a digit, how far apart its strokes are, how much neighbouring segments overlap,
 * how unlike their heights are, and how many strokes are cut.
 *
 * Twin of `trainer/reading/segment_number.py`; both are tested on `tests/vectors/numbers.json`.
 *
 * @typedef {import("./strokes.js").Stroke} Stroke
 * @typedef {import("./number-marks.js").Box} Box
 * @typedef {import("./joined-strokes.js").Part} Part
 *
 * @typedef {object} Segment
 * @property {number} first
 * @property {number} end  Places of parts: from `first` to before `end`.
 * @property {string | null} mark  The sign that they are by their shape, or null: then the network says what they are.
 * @property {number} variant  Of the ink: segments of the same parts may have several, where strokes are cut.
 * @property {Stroke[]} ink  What the network reads: where strokes are cut, with the line that joins them or without it.
 * @typedef {typeof COSTS} Costs
 */
import { inkOf } from "./joined-strokes.js";
import { boxOf, freeOf, joinedBox, markOf } from "./number-marks.js";
import { ovalOf } from "./slashed-zero.js";

/** Most strokes, or parts of them, of one digit beside others. */
const MOST_STROKES = 4;

/** Smallest size to divide by, in units of the pad: dots have none. */
const SMALLEST_SIZE = 0.02;

/** In nats, chosen on drawings of the development files. `site/bench/numbers.mjs` measures what they do. */
export const COSTS = {
  /** Of each boundary: below 0, so that two digits of the same height are two, even where the whole looks like one. */
  piece: -1.9,
  /** Of a complete overlap of the narrower one of two neighbours. */
  overlap: 0.8,
  /** Of an overlap as wide as the higher one of two neighbours is high. */
  wideOverlap: 19,
  /** Of a neighbour without height. */
  unlikeHeights: 20,
  /** The share of their common height that a neighbour may lack at no cost. */
  likeHeights: 0.22,
  /** Of a gap inside a segment that is as wide as the drawing is high. */
  gap: 4,
  /** Of a boundary where a stroke is cut. */
  joined: 3.5,
  /** Of a sign. */
  mark: 1,
  /** Of a sign of three strokes: below 0, because few drawings have its shape, and its parts alone may be signs or digits. */
  longMark: -3,
  /** Smallest score of a segment: its logarithm must be finite. */
  smallestScore: 0.002,
};

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
 * @returns {[number, number][]} Their places: up to `MOST_STROKES` neighbours, each whole stroke, and the whole drawing.
 */
function rangesOf(parts) {
  /** @type {[number, number][]} */
  const ranges = parts.flatMap((_, first) =>
    Array.from({ length: Math.min(MOST_STROKES, parts.length - first) }, (_, more) => /** @type {[number, number]} */ ([first, first + more + 1])),
  );
  const longer = parts.flatMap(({ stroke, count }, first) => {
    const isWhole = parts[first - 1]?.stroke !== stroke && parts[first + count - 1]?.stroke === stroke;
    return isWhole && count > MOST_STROKES ? [/** @type {[number, number]} */ ([first, first + count])] : [];
  });
  const isThere = parts.length <= MOST_STROKES || parts[0].count === parts.length;
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
 * @param {Costs} [costs]
 * @returns {Segment[]} The segmentation of the lowest cost, from left to right.
 */
export function cheapestSegments(parts, segments, scores, costs = COSTS) {
  const boxes = parts.map(({ ink }) => boxOf(ink));
  const height = Math.max(joinedBox(boxes).height, SMALLEST_SIZE);
  const outer = segments.map(({ ink }) => joinedBox(ink.map(boxOf)));
  const own = segments.map((segment, i) =>
    segment.mark
      ? segment.end - segment.first > 2
        ? costs.longMark
        : costs.mark
      : -Math.log(Math.max(scores[i], costs.smallestScore)) + (costs.gap * gaps(boxes, segment)) / height,
  );
  /** @type {{cost: number, before: number}[]} For each segment, the cheapest way to it, and the segment before it on that way. */
  const best = [];
  for (const i of inOrder(segments)) {
    const { first } = segments[i];
    best[i] = { cost: first === 0 ? own[i] : Infinity, before: -1 };
    segments.forEach(({ end }, before) => {
      if (end !== first) return;
      const joined = parts[end - 1].stroke === parts[first].stroke ? costs.joined : 0;
      const cost = best[before].cost + own[i] + joined + boundaryCost(segments, outer, before, i, costs);
      if (cost < best[i].cost) best[i] = { cost, before };
    });
  }
  return wayBack(segments, best, parts.length);
}

/**
 * @param {ReadonlyArray<Segment>} segments
 * @returns {number[]} Their places, so that each comes after all that end where it begins.
 */
function inOrder(segments) {
  return [...segments.keys()].sort((a, b) => segments[a].first - segments[b].first || a - b);
}

/**
 * @param {ReadonlyArray<Segment>} segments
 * @param {{cost: number, before: number}[]} best
 * @param {number} count  Of strokes.
 */
function wayBack(segments, best, count) {
  let last = -1;
  segments.forEach(({ end }, i) => {
    if (end === count && (last < 0 || best[i].cost < best[last].cost)) last = i;
  });
  const found = [];
  for (let i = last; i >= 0; i = best[i].before) found.unshift(segments[i]);
  return found;
}

/**
 * @param {ReadonlyArray<Segment>} segments
 * @param {ReadonlyArray<Box>} outer  Of each segment.
 * @param {number} left
 * @param {number} right  The places of two segments that are neighbours.
 * @param {Costs} costs
 */
function boundaryCost(segments, outer, left, right, costs) {
  const [a, b] = [outer[left], outer[right]];
  const shared = Math.max(Math.min(a.right, b.right) - Math.max(a.left, b.left), 0);
  const higher = Math.max(a.height, b.height, SMALLEST_SIZE);
  const overlap = (costs.overlap * shared) / Math.max(Math.min(a.width, b.width), SMALLEST_SIZE) + (costs.wideOverlap * shared) / higher;
  if (segments[left].mark || segments[right].mark) return overlap;
  const both = Math.max(joinedBox([a, b]).height, SMALLEST_SIZE);
  const unlike = Math.max(1 - Math.min(a.height, b.height) / both - costs.likeHeights, 0);
  return costs.piece + overlap + (costs.unlikeHeights * unlike) / (1 - costs.likeHeights);
}

/**
 * @param {ReadonlyArray<Box>} boxes  Of all strokes.
 * @param {Segment} segment
 * @returns {number} The empty width between the strokes of a segment.
 */
function gaps(boxes, { first, end }) {
  let [right, sum] = [-Infinity, 0];
  for (const box of boxes.slice(first, end)) {
    if (right > -Infinity) sum += Math.max(box.left - right, 0);
    right = Math.max(right, box.right);
  }
  return sum;
}
