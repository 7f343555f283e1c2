/**
 * Reads the parts of a picture as a number. The network reads them all, and dynamic programming finds the segmentation of the lowest
 * cost, with the costs that drawings have. So a part of a digit that stands alone, such as the roof of a 5, is read with the digit that
 * it belongs to.
 *
 * Twin of `trainer/reading/picture_number.py`; a test compares both.
 *
 * @typedef {import("./number-marks.js").Box} Box
 * @typedef {import("./picture-parts.js").PictureParts} PictureParts
 * @typedef {import("./picture-parts.js").Segment} Segment
 * @typedef {import("../inference/recogniser.js").Answer} Answer
 * @typedef {import("../inference/recogniser.js").Recogniser} Recogniser
 * @typedef {import("./number-reader.js").Piece} Piece
 */
import { joinedBox } from "./number-marks.js";
import { COSTS } from "./segment-number.js";

/** @type {Answer} */
const SIGN = { verdict: "not a digit", label: null, confidence: 0, candidates: [], probabilities: null, grid: null, score: 0 };

/**
 * @param {Float64Array} grid
 * @returns {PictureParts} Of a picture that is one digit.
 */
export const onePart = (grid) => ({ grid, shown: grid, boxes: [], segments: [] });

/**
 * @param {Recogniser} recogniser
 * @param {PictureParts} parts
 * @returns {Promise<{whole: Answer, pieces: Piece[]}>} The answer for all the ink together, and the pieces from left to right: one for
 *     a single digit.
 */
export async function readParts(recogniser, { grid, boxes, segments }) {
  const inked = segments.filter((segment) => segment.mark === null);
  const [whole, ...answers] = await recogniser.read([grid, ...inked.map((segment) => /** @type {Float64Array} */ (segment.grid))]);
  const all = { first: 0, end: boxes.length, mark: null, grid };
  const read = new Map([...inked.map((segment, i) => /** @type {const} */ ([segment, answers[i]])), [all, whole]]);
  const way = segments.length === 0 ? [all] : cheapest(boxes, [...segments, all], (segment) => read.get(segment)?.score ?? 0);
  const found = way.every(({ mark }) => mark !== null) ? [all] : way;
  return { whole, pieces: found.map((segment) => ({ strokes: [], answer: read.get(segment) ?? SIGN, mark: segment.mark })) };
}

/**
 * @param {Box[]} boxes  Of all parts.
 * @param {Segment[]} segments
 * @param {(segment: Segment) => number} scoreOf  How much it looks like a digit, 0 to 1.
 * @returns {Segment[]} The segmentation of the lowest cost, from left to right.
 */
function cheapest(boxes, segments, scoreOf) {
  const { height } = joinedBox(boxes);
  /** @type {Map<Segment, {cost: number, before: Segment | null}>} The cheapest way to each segment. */
  const best = new Map();
  const inOrder = [...segments].sort((a, b) => a.first - b.first);
  for (const segment of inOrder) {
    const { first, end, mark } = segment;
    const inside = boxes.slice(first, end);
    const own = mark !== null ? COSTS.mark : -Math.log(Math.max(scoreOf(segment), COSTS.smallestScore)) + (COSTS.gap * gaps(inside)) / height;
    /** @type {{cost: number, before: Segment | null}} */
    let way = { cost: first === 0 ? own : Infinity, before: null };
    for (const before of segments.filter((other) => other.end === first)) {
      const boundary = boundaryCost(joinedBox(boxes.slice(before.first, before.end)), joinedBox(inside), mark !== null || before.mark !== null);
      const cost = (best.get(before)?.cost ?? Infinity) + own + boundary;
      if (cost < way.cost) way = { cost, before };
    }
    best.set(segment, way);
  }
  const costOf = (/** @type {Segment} */ segment) => best.get(segment)?.cost ?? Infinity;
  /** @type {Segment | null} */
  let last = segments.filter(({ end }) => end === boxes.length).reduce((a, b) => (costOf(b) < costOf(a) ? b : a));
  const found = [];
  for (; last !== null; last = best.get(last)?.before ?? null) found.unshift(last);
  return found;
}

/**
 * @param {Box} a
 * @param {Box} b
 * @param {boolean} besideMark
 * @returns {number} The cost of two neighbours, as between strokes.
 */
function boundaryCost(a, b, besideMark) {
  const shared = Math.max(Math.min(a.right, b.right) - Math.max(a.left, b.left), 0);
  const overlap = (COSTS.overlap * shared) / Math.min(a.width, b.width) + (COSTS.wideOverlap * shared) / Math.max(a.height, b.height);
  if (besideMark) return overlap;
  const unlike = Math.max(1 - Math.min(a.height, b.height) / joinedBox([a, b]).height - COSTS.likeHeights, 0);
  return COSTS.piece + overlap + (COSTS.unlikeHeights * unlike) / (1 - COSTS.likeHeights);
}

/**
 * @param {Box[]} boxes
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
