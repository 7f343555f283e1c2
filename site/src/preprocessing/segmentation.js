/**
 * The segmentation of the lowest cost: which neighbouring pieces of ink, strokes or parts of a picture, make a digit together.
 *
 * Costs say how little each segment looks like a digit, how far apart its pieces are, how much neighbouring segments overlap, and how
 * unlike their heights are. Twin of `trainer/reading/segmentation.py`.
 *
 * @typedef {import("./number-marks.js").Box} Box
 *
 * @typedef {object} Segment  Neighbouring pieces of ink.
 * @property {number} first
 * @property {number} end  Their places: from `first` to before `end`.
 * @property {string | null} mark  The sign that they are by their shape, or null: then the network says what they are.
 */
import { joinedBox } from "./number-marks.js";

/** Most pieces of ink of one digit beside others. */
export const MOST_TOGETHER = 4;

/** Most pieces of ink of a number: more are read as one digit. */
export const MOST_IN_ALL = 24;

/** Smallest size to divide by, in units of the pad: dots have none. Parts of a picture are larger: they are measured in pixels. */
const SMALLEST_SIZE = 0.02;

/** In nats, chosen on drawings of the development files. `site/bench/numbers.mjs` measures what they do. */
const COSTS = {
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
  /** Of a gap inside a segment that is as wide as all ink is high. */
  gap: 4,
  /** Of a sign. */
  mark: 1,
  /** Of a sign of three pieces: below 0, because few drawings have its shape, and its pieces alone may be signs or digits. */
  longMark: -3,
  /** Smallest score of a segment: its logarithm must be finite. */
  smallestScore: 0.002,
};

/**
 * @template {Segment} Some
 * @param {ReadonlyArray<Some>} segments  All that are possible.
 * @param {ReadonlyArray<Box>} boxes  Around each piece of ink, from left to right.
 * @param {ReadonlyArray<Box>} outer  Around the ink of each segment.
 * @param {ReadonlyArray<number>} scores  How much each segment looks like a digit, 0 to 1; not used for signs.
 * @param {(place: number) => number} [joined]  What a boundary before the piece at a place costs in addition.
 * @returns {Some[]} The segmentation of the lowest cost, from left to right.
 */
export function cheapestWay(segments, boxes, outer, scores, joined = () => 0) {
  const height = Math.max(joinedBox(boxes).height, SMALLEST_SIZE);
  const own = segments.map((segment, i) => ownCost(segment, boxes, scores[i], height));
  /** @type {{cost: number, before: number}[]} For each segment, the cheapest way to it, and the segment before it on that way. */
  const best = [];
  for (const i of inOrder(segments)) {
    const { first } = segments[i];
    best[i] = { cost: first === 0 ? own[i] : Infinity, before: -1 };
    segments.forEach(({ end }, before) => {
      if (end !== first) return;
      const cost = best[before].cost + own[i] + joined(first) + boundaryCost(segments, outer, before, i);
      if (cost < best[i].cost) best[i] = { cost, before };
    });
  }
  return wayBack(segments, best, boxes.length);
}

/**
 * @param {ReadonlyArray<Segment>} segments
 * @returns {number[]} Their places, so that each comes after all that end where it begins.
 */
function inOrder(segments) {
  return [...segments.keys()].sort((a, b) => segments[a].first - segments[b].first || a - b);
}

/**
 * @template {Segment} Some
 * @param {ReadonlyArray<Some>} segments
 * @param {{cost: number, before: number}[]} best
 * @param {number} count  Of pieces of ink.
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
 * @param {Segment} segment
 * @param {ReadonlyArray<Box>} boxes  Of all pieces.
 * @param {number} score
 * @param {number} height  Of all ink.
 * @returns {number} What it costs, whatever is beside it.
 */
function ownCost({ first, end, mark }, boxes, score, height) {
  if (mark !== null) return end - first > 2 ? COSTS.longMark : COSTS.mark;
  return -Math.log(Math.max(score, COSTS.smallestScore)) + (COSTS.gap * gaps(boxes.slice(first, end))) / height;
}

/**
 * @param {ReadonlyArray<Segment>} segments
 * @param {ReadonlyArray<Box>} outer  Of each segment.
 * @param {number} left
 * @param {number} right  The places of two segments that are neighbours.
 */
function boundaryCost(segments, outer, left, right) {
  const [a, b] = [outer[left], outer[right]];
  const shared = Math.max(Math.min(a.right, b.right) - Math.max(a.left, b.left), 0);
  const higher = Math.max(a.height, b.height, SMALLEST_SIZE);
  const overlap = (COSTS.overlap * shared) / Math.max(Math.min(a.width, b.width), SMALLEST_SIZE) + (COSTS.wideOverlap * shared) / higher;
  if (segments[left].mark !== null || segments[right].mark !== null) return overlap;
  const both = Math.max(joinedBox([a, b]).height, SMALLEST_SIZE);
  const unlike = Math.max(1 - Math.min(a.height, b.height) / both - COSTS.likeHeights, 0);
  return COSTS.piece + overlap + (COSTS.unlikeHeights * unlike) / (1 - COSTS.likeHeights);
}

/**
 * @param {ReadonlyArray<Box>} boxes
 * @returns {number} The empty width between them.
 */
function gaps(boxes) {
  let [right, sum] = [boxes[0].right, 0];
  for (const box of boxes) {
    sum += Math.max(box.left - right, 0);
    right = Math.max(right, box.right);
  }
  return sum;
}
