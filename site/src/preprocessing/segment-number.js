/**
 * Reads several digits in one drawing: strokes to segments, each one digit or refused, from left to right.
 *
 * The strokes are sorted by their middles, and every sequence of up to four neighbours is a possible segment. The network reads them
 * all, and dynamic programming finds the segmentation that looks most like digits. So the two strokes of a 4 stay together,
 * because neither is a digit alone, and two digits are separated, because together they are refused.
 *
 * @typedef {import("../input/stroke-history.js").Drawing} Drawing
 * @typedef {import("../inference/recogniser.js").Answer} Answer
 * @typedef {import("../inference/recogniser.js").Recogniser} Recogniser
 * @typedef {{first: number, end: number}} Segment  Places of strokes: from `first` to before `end`.
 */
import { digitScore } from "../inference/rejection.js";
import { PIXELS, strokesToGrid, usableStrokes } from "./strokes.js";

/** Most strokes of one digit. */
const MOST_STROKES = 4;

/** Most strokes of a number: a drawing with more is a scribble, and is read as one digit. */
const MOST_IN_ALL = 24;

/** Cost of separating two strokes that overlap completely, in nats. */
const OVERLAP_COST = 4;

/** Cost of a gap inside a segment that is as wide as the drawing is high, in nats. */
const GAP_COST = 6;

/** Smallest score of a segment: its logarithm must be finite. */
const SMALLEST_SCORE = 1e-4;

/** Smallest size to divide by, in units of the pad: dots have none. */
const SMALLEST_SIZE = 0.02;

/**
 * @param {Recogniser} recogniser
 * @param {Drawing} strokes
 * @returns {Promise<{strokes: Drawing, answer: Answer}[]>} From left to right; none for a drawing without ink.
 */
export async function readNumber(recogniser, strokes) {
  const inked = usableStrokes(strokes);
  if (inked.length === 0) return [];
  const pieces = inked.length > MOST_IN_ALL ? [inked] : await segmented(recogniser, inked);
  return Promise.all(pieces.map(async (piece) => ({ strokes: piece, answer: await recogniser.recognise(piece) })));
}

/**
 * @param {Recogniser} recogniser
 * @param {Drawing} unsorted  Strokes in any order.
 * @returns {Promise<Drawing[]>} From left to right.
 */
async function segmented(recogniser, unsorted) {
  const strokes = [...unsorted].sort((a, b) => middleOf(a) - middleOf(b));
  const segments = strokes.flatMap((_, first) =>
    Array.from({ length: Math.min(MOST_STROKES, strokes.length - first) }, (_, more) => ({ first, end: first + more + 1 })),
  );
  const drawings = segments.map(({ first, end }) => strokes.slice(first, end));
  const scores = await scoresOf(recogniser, drawings);
  const height = spanOf(strokes.flat().map(({ y }) => y)).size;

  /** @type {{cost: number, segments: Segment[]}[]} For each stroke, the best segmentation of those before it. */
  const best = [{ cost: 0, segments: [] }];
  segments.forEach((segment, i) => {
    const before = best[segment.first];
    const cost = before.cost - Math.log(scores[i]) + OVERLAP_COST * overlap(strokes, segment.first) + GAP_COST * gaps(strokes, segment, height);
    if (cost < (best[segment.end]?.cost ?? Infinity)) best[segment.end] = { cost, segments: [...before.segments, segment] };
  });
  return best[strokes.length].segments.map(({ first, end }) => strokes.slice(first, end));
}

/**
 * @param {Recogniser} recogniser
 * @param {Drawing[]} drawings  Each with ink.
 * @returns {Promise<number[]>} How much each looks like a digit.
 */
async function scoresOf(recogniser, drawings) {
  const grids = new Float32Array(drawings.length * PIXELS);
  drawings.forEach((drawing, i) => grids.set(/** @type {Float64Array} */ (strokesToGrid(drawing)), i * PIXELS));
  const answers = await recogniser.answers(grids);
  const width = answers.length / drawings.length;
  return drawings.map((_, i) => Math.max(digitScore(answers.subarray(i * width, (i + 1) * width)), SMALLEST_SCORE));
}

/**
 * @param {Drawing} strokes
 * @param {number} place  Of a stroke.
 * @returns {number} How much of the narrower one of this stroke and the one before lies over or under the other, 0 to 1.
 */
function overlap(strokes, place) {
  if (place === 0) return 0;
  const [before, after] = [strokes[place - 1], strokes[place]].map(widthOf);
  const shared = Math.min(before.high, after.high) - Math.max(before.low, after.low);
  return Math.max(shared, 0) / Math.max(Math.min(before.size, after.size), SMALLEST_SIZE);
}

/**
 * @param {Drawing} strokes
 * @param {Segment} segment
 * @param {number} height  Of the whole drawing.
 * @returns {number} The empty width between the strokes of a segment, in heights of the drawing.
 */
function gaps(strokes, { first, end }, height) {
  let [right, sum] = [-Infinity, 0];
  for (const stroke of strokes.slice(first, end)) {
    const { low, high } = widthOf(stroke);
    if (right > -Infinity) sum += Math.max(low - right, 0);
    right = Math.max(right, high);
  }
  return sum / Math.max(height, SMALLEST_SIZE);
}

/** @param {ReadonlyArray<{x: number, y: number}>} stroke */
function widthOf(stroke) {
  return spanOf(stroke.map(({ x }) => x));
}

/** @param {ReadonlyArray<{x: number, y: number}>} stroke */
function middleOf(stroke) {
  const { low, high } = widthOf(stroke);
  return (low + high) / 2;
}

/** @param {number[]} values */
function spanOf(values) {
  const [low, high] = values.reduce(([least, most], value) => [Math.min(least, value), Math.max(most, value)], [Infinity, -Infinity]);
  return { low, high, size: high - low };
}
