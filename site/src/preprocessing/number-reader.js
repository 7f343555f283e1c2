/**
 * Reads several digits and signs in one drawing, from left to right, and remembers what it read.
 *
 * @typedef {import("../input/stroke-history.js").Drawing} Drawing
 * @typedef {import("../inference/recogniser.js").Answer} Answer
 * @typedef {import("../inference/recogniser.js").Recogniser} Recogniser
 * @typedef {import("./strokes.js").Stroke} Stroke
 * @typedef {import("./joined-strokes.js").Part} Part
 * @typedef {import("./segment-number.js").Segment} Segment
 * @typedef {{points: number, id: number, ink: Stroke, parts: Part[]}} Known  A stroke as it was read last.
 *
 * @typedef {object} Piece  A digit, something that is refused, or a sign.
 * @property {Drawing} strokes
 * @property {Answer} answer  Of a sign: "not a digit", without probabilities and grid, because no network read it.
 * @property {string | null} mark  The sign: one of `- . , : = + × ÷ / %`, or `1|/` for what may be a one or a slash; null for all else.
 */
import { inkOf, partsOf, wholeStroke } from "./joined-strokes.js";
import { boxOf } from "./number-marks.js";
import { cheapestSegments, possibleSegments } from "./segment-number.js";
import { MOST_IN_ALL } from "./segmentation.js";
import { ovalOf } from "./slashed-zero.js";
import { strokesToGrid, usableStrokes } from "./strokes.js";

/** Smallest height of a stroke that is cut, in heights of the highest stroke. */
const CUT = 0.5;

/** Most grids that the network reads at once: in between, the page can react. A slow telephone takes some milliseconds for each. */
const BATCH = 6;

/** Answers to remember, at least those of the last drawing. */
const KEPT = 400;

/** @type {Answer} Of what no network read. */
export const SIGN = { verdict: "not a digit", label: null, confidence: 0, candidates: [], probabilities: null, grid: null, score: 0 };

/**
 * @param {Recogniser} recogniser
 * @param {Drawing} strokes
 * @returns {Promise<Piece[]>} From left to right; none for a drawing without ink.
 */
export async function readNumber(recogniser, strokes) {
  return (await new NumberReader().read(recogniser, strokes)).pieces;
}

/**
 * @param {ReadonlyArray<Pick<Piece, "answer" | "mark">>} pieces
 * @returns {string} The number as text: `3.14`; `?` for what is refused, and both candidates for what is unsure: `(4|9)2`.
 */
export function numberText(pieces) {
  return pieces.map(({ answer, mark }) => doubt(mark ?? (answer.verdict === "unsure" ? answer.candidates.join("|") : `${answer.label ?? "?"}`))).join("");
}

/** @param {string} text */
function doubt(text) {
  return text.length > 1 ? `(${text})` : text;
}

/** Remembers the answers of strokes that did not change. A stroke is known by its identity and its number of points. */
export class NumberReader {
  /** @type {Map<string, Answer>} */
  #kept = new Map();

  /** @type {WeakMap<Stroke, Known>} */
  #known = new WeakMap();

  /** @type {Recogniser | null} The one that gave the answers. */
  #recogniser = null;

  #ids = 0;

  /** Forgets all answers: to be called when the recogniser has been taught. */
  forget() {
    this.#kept = new Map();
  }

  /**
   * @param {Recogniser} recogniser
   * @param {Drawing} strokes
   * @returns {Promise<{whole: Answer, pieces: Piece[]}>} The answer for all the ink together, and the pieces from left to right: one
   *     for a single digit, none for a drawing without ink.
   */
  async read(recogniser, strokes) {
    if (recogniser !== this.#recogniser) this.forget();
    this.#recogniser = recogniser;
    if (!Array.isArray(strokes)) usableStrokes(strokes); // Which says what is wrong.
    const known = strokes.map((stroke) => this.#knownOf(stroke)).filter(({ ink }) => ink.length > 0);
    if (known.length === 0) return { whole: await recogniser.recognise([]), pieces: [] };
    const parts = partsToRead(known);
    const segments = known.length > MOST_IN_ALL ? [] : possibleSegments(parts);
    const everything = { first: 0, end: parts.length, mark: null, variant: 0, ink: inkOf(parts) };
    const wanted = [...segments, everything];
    const answers = await this.#answersOf(recogniser, wanted, keysOf(known, parts, wanted));
    const whole = answers[segments.length];
    const scores = segments.map((_, i) => answers[i].score);
    const best = segments.length === 0 ? [] : cheapestSegments(parts, segments, scores);
    const found = best.every(({ mark }) => mark !== null) ? [everything] : best;
    return { whole, pieces: found.map((segment) => ({ strokes: segment.ink, answer: answers[wanted.indexOf(segment)], mark: segment.mark })) };
  }

  /**
   * @param {Recogniser} recogniser
   * @param {Segment[]} wanted
   * @param {string[]} keys  Of each; none of a sign, which no network reads.
   * @returns {Promise<Answer[]>}
   */
  async #answersOf(recogniser, wanted, keys) {
    const kept = this.#kept;
    const missing = new Map(wanted.map(({ ink }, i) => /** @type {const} */ ([keys[i], ink])).filter(([key]) => key !== "" && !kept.has(key)));
    const rest = [...missing];
    while (rest.length > 0) {
      const batch = rest.splice(0, BATCH);
      const read = await recogniser.read(batch.map(([, ink]) => gridOf(ink)));
      batch.forEach(([key], i) => kept.set(key, read[i]));
      if (rest.length > 0) await new Promise((resolve) => setTimeout(resolve));
    }
    const answers = keys.map((key) => kept.get(key) ?? SIGN);
    if (kept.size > KEPT) for (const key of [...kept.keys()].filter((old) => !keys.includes(old))) kept.delete(key);
    return answers;
  }

  /**
   * @param {Stroke} stroke
   * @returns {Known}
   */
  #knownOf(stroke) {
    const known = this.#known.get(stroke);
    if (known?.points === stroke.length) return known;
    const ink = usableStrokes([stroke])[0] ?? [];
    const now = { points: stroke.length, id: ++this.#ids, ink, parts: ink.length > 0 ? partsOf(ink) : [] };
    this.#known.set(stroke, now);
    return now;
  }
}

/**
 * @param {Known[]} known  With ink.
 * @returns {Part[]} Sorted by their middles. Nothing is cut where that would give too many.
 */
function partsToRead(known) {
  const lowest = CUT * Math.max(...known.map(({ ink }) => boxOf(ink).height));
  const cut = known.flatMap(({ ink, parts }) => (boxOf(ink).height < lowest || isUnderOthers(parts, known) ? [wholeStroke(ink)] : parts));
  const parts = cut.length > MOST_IN_ALL ? known.map(({ ink }) => wholeStroke(ink)) : cut;
  return parts
    .map((part) => ({ part, middle: middleOf(part.ink) }))
    .sort((a, b) => a.middle - b.middle)
    .map(({ part }) => part);
}

/**
 * @param {Part[]} parts  Of a stroke.
 * @param {Known[]} known
 * @returns {boolean} Whether another stroke lies above or below a cut: then the stroke is a part of a larger digit.
 */
function isUnderOthers(parts, known) {
  return parts.slice(1).some(({ stroke, ink: [cut] }) =>
    known.some(({ ink }) => {
      const { left, right } = boxOf(ink);
      return ink !== stroke && left <= cut.x && cut.x <= right;
    }),
  );
}

/**
 * @param {Known[]} known
 * @param {Part[]} parts
 * @param {Segment[]} wanted
 * @returns {string[]} Of each, another one where the ink is another; "" of a sign.
 */
function keysOf(known, parts, wanted) {
  const ids = new Map(known.map(({ ink, id }) => [ink, id]));
  const names = parts.map(({ stroke, index, count }) => `${ids.get(stroke)}${count > 1 ? `.${index}` : ""}`);
  return wanted.map(({ first, end, mark, variant }) => (mark === null ? `${names.slice(first, end)}/${variant}` : ""));
}

/**
 * @param {Stroke[]} ink
 * @returns {Float64Array} Of a zero with a slash or a dot: that of its oval.
 */
function gridOf(ink) {
  const oval = ovalOf(ink);
  return /** @type {Float64Array} */ (strokesToGrid(oval === null ? ink : [oval]));
}

/** @param {Stroke} stroke */
function middleOf(stroke) {
  const { left, right } = boxOf(stroke);
  return (left + right) / 2;
}
