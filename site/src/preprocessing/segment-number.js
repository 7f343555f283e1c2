/**
 * Several digits in one drawing: strokes to pieces, each a digit or refused, from left to right.
 *
 * Strokes in the order of their middles are cut into runs; each run is read, and the cut whose runs look most like digits
 * wins. So the two strokes of a 4 stay together, because neither alone is a digit, and a network that refuses two digits
 * at once makes them part.
 *
 * @typedef {import("../input/stroke-history.js").Drawing} Drawing
 * @typedef {import("../inference/recogniser.js").Answer} Answer
 * @typedef {import("../inference/recogniser.js").Recogniser} Recogniser
 */
import { PIXELS, strokesToGrid, usable } from "./strokes.js";
import { digitScore } from "../inference/rejection.js";

/** Strokes of a digit, at most: more in one piece are not tried. */
const MOST_STROKES = 4;

/** Strokes of a number, at most: beyond it is a scribble, and one drawing. */
const MOST_IN_ALL = 24;

/** What a run costs, in nats: strokes parted though one lies over the other, or kept though far apart, as shares of a height. */
const OVERLAP_COST = 4;
const GAP_COST = 6;

/** No run is more impossible than this. */
const LEAST = 1e-4;

/**
 * @param {Recogniser} recogniser
 * @param {Drawing} strokes
 * @returns {Promise<{strokes: Drawing, answer: Answer}[]>} From left to right; none for a drawing without ink.
 */
export async function readNumber(recogniser, strokes) {
  const inked = usable(strokes);
  if (inked.length === 0) return [];
  const pieces = inked.length > MOST_IN_ALL ? [inked] : await parted(recogniser, [...inked].sort((a, b) => middle(a) - middle(b)));
  return Promise.all(pieces.map(async (piece) => ({ strokes: piece, answer: await recogniser.recognise(piece) })));
}

/**
 * @param {Recogniser} recogniser
 * @param {Drawing} strokes  From left to right.
 * @returns {Promise<Drawing[]>}
 */
async function parted(recogniser, strokes) {
  const runs = strokes.flatMap((_, first) =>
    Array.from({ length: Math.min(MOST_STROKES, strokes.length - first) }, (_, more) => ({ first, end: first + more + 1 })),
  );
  const grids = new Float32Array(runs.length * PIXELS);
  runs.forEach(({ first, end }, i) => grids.set(/** @type {Float64Array} */ (strokesToGrid(strokes.slice(first, end))), i * PIXELS));
  const answers = await recogniser.answers(grids);
  const width = answers.length / runs.length;
  const height = spanOf(strokes.flat().map(({ y }) => y)).size;

  /** @type {{cost: number, runs: {first: number, end: number}[]}[]} The best cut of the strokes before each. */
  const best = [{ cost: 0, runs: [] }];
  runs.forEach((run, i) => {
    const score = Math.max(digitScore(answers.subarray(i * width, (i + 1) * width)), LEAST);
    const cost = best[run.first].cost - Math.log(score) + OVERLAP_COST * overlap(strokes, run.first) + GAP_COST * gaps(strokes, run, height);
    if (cost < (best[run.end]?.cost ?? Infinity)) best[run.end] = { cost, runs: [...best[run.first].runs, run] };
  });
  return best[strokes.length].runs.map(({ first, end }) => strokes.slice(first, end));
}

/**
 * @param {Drawing} strokes
 * @param {number} cut  Between the stroke before it and this one.
 * @returns {number} How much of the narrower side lies over or under the other, 0 to 1.
 */
function overlap(strokes, cut) {
  if (cut === 0) return 0;
  const [before, after] = [strokes[cut - 1], strokes[cut]].map((stroke) => spanOf(stroke.map(({ x }) => x)));
  const shared = Math.min(before.high, after.high) - Math.max(before.low, after.low);
  return Math.max(shared, 0) / Math.max(Math.min(before.size, after.size), 0.02);
}

/**
 * @param {Drawing} strokes
 * @param {{first: number, end: number}} run
 * @param {number} height  Of the whole drawing.
 * @returns {number} The empty room between a run's strokes, in heights.
 */
function gaps(strokes, { first, end }, height) {
  let [right, sum] = [-Infinity, 0];
  for (const stroke of strokes.slice(first, end)) {
    const { low, high } = spanOf(stroke.map(({ x }) => x));
    if (right > -Infinity) sum += Math.max(low - right, 0);
    right = Math.max(right, high);
  }
  return sum / Math.max(height, 0.02);
}

/** @param {ReadonlyArray<{x: number, y: number}>} stroke */
function middle(stroke) {
  const { low, high } = spanOf(stroke.map(({ x }) => x));
  return (low + high) / 2;
}

/** @param {number[]} values */
function spanOf(values) {
  const [low, high] = values.reduce(([least, most], value) => [Math.min(least, value), Math.max(most, value)], [Infinity, -Infinity]);
  return { low, high, size: high - low };
}
