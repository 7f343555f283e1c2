/**
 * Reads several digits and signs in one drawing, from left to right, and remembers what it read.
 *
 * @typedef {import("../input/stroke-history.js").Drawing} Drawing
 * @typedef {import("../inference/recogniser.js").Answer} Answer
 * @typedef {import("../inference/recogniser.js").Recogniser} Recogniser
 * @typedef {import("./strokes.js").Stroke} Stroke
 *
 * @typedef {object} Piece  A digit, something that is refused, or a sign.
 * @property {Drawing} strokes
 * @property {Answer} answer  Of a sign: "not a digit", without probabilities and grid, because no network read it.
 * @property {string | null} mark  The sign: one of `- . , : = + × /`, or `1|/` for what may be a one or a slash; null for all else.
 */
import { boxOf } from "./number-marks.js";
import { cheapestSegments, possibleSegments } from "./segment-number.js";
import { strokesToGrid, usableStrokes } from "./strokes.js";

/** Most strokes of a number: a drawing with more is read as one digit. */
export const MOST_IN_ALL = 24;

/** Most grids that the network reads at once: in between, the page can react. */
const BATCH = 24;

/** Answers to remember, at least those of the last drawing. */
const KEPT = 400;

/** @type {Answer} */
const SIGN = { verdict: "not a digit", label: null, confidence: 0, candidates: [], probabilities: null, grid: null, score: 0 };

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

  /** @type {WeakMap<Stroke, {points: number, id: number}>} */
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
    const runs = usable(strokes, (stroke) => this.#idOf(stroke));
    if (runs.length === 0) return { whole: await recogniser.recognise([]), pieces: [] };
    const ink = runs.map((run) => run.ink);
    const segments = runs.length > MOST_IN_ALL ? [] : possibleSegments(ink);
    const all = { first: 0, end: runs.length, mark: null };
    const answers = await this.#answersOf(
      recogniser,
      [...segments, all].map(({ first, end, mark }) => (mark === null ? runs.slice(first, end) : [])),
    );
    const whole = answers[segments.length];
    const scores = segments.map((_, i) => answers[i].score);
    const found = runs.length > MOST_IN_ALL ? [all] : cheapestSegments(ink, segments, scores);
    const pieceOf = (/** @type {import("./segment-number.js").Segment} */ segment) => ({
      strokes: ink.slice(segment.first, segment.end),
      answer: segment === all ? whole : answers[segments.indexOf(segment)],
      mark: segment.mark,
    });
    return { whole, pieces: (found.every(({ mark }) => mark !== null) ? [all] : found).map(pieceOf) };
  }

  /**
   * @param {Recogniser} recogniser
   * @param {{ink: Stroke, id: number}[][]} wanted  Strokes to read together; none of a sign.
   * @returns {Promise<Answer[]>}
   */
  async #answersOf(recogniser, wanted) {
    const kept = this.#kept;
    const keys = wanted.map((runs) => runs.map(({ id }) => id).join());
    const missing = new Map(wanted.map((runs, i) => /** @type {const} */ ([keys[i], runs])).filter(([key]) => key !== "" && !kept.has(key)));
    const rest = [...missing];
    while (rest.length > 0) {
      const batch = rest.splice(0, BATCH);
      const read = await recogniser.read(batch.map(([, runs]) => /** @type {Float64Array} */ (strokesToGrid(runs.map(({ ink }) => ink)))));
      batch.forEach(([key], i) => kept.set(key, read[i]));
      if (rest.length > 0) await new Promise((resolve) => setTimeout(resolve));
    }
    const answers = keys.map((key) => kept.get(key) ?? SIGN);
    if (kept.size > KEPT) for (const key of [...kept.keys()].filter((old) => !keys.includes(old))) kept.delete(key);
    return answers;
  }

  /** @param {Stroke} stroke */
  #idOf(stroke) {
    const known = this.#known.get(stroke);
    if (known?.points === stroke.length) return known.id;
    const id = ++this.#ids;
    this.#known.set(stroke, { points: stroke.length, id });
    return id;
  }
}

/**
 * @param {Drawing} strokes
 * @param {(stroke: Stroke) => number} idOf
 * @returns {{ink: Stroke, id: number}[]} Strokes with ink, sorted by their middles.
 */
function usable(strokes, idOf) {
  if (!Array.isArray(strokes)) usableStrokes(strokes); // Which says what is wrong.
  return strokes
    .flatMap((stroke) => usableStrokes([stroke]).map((ink) => ({ ink, id: idOf(stroke), middle: middleOf(ink) })))
    .sort((a, b) => a.middle - b.middle);
}

/** @param {Stroke} stroke */
function middleOf(stroke) {
  const { left, right } = boxOf(stroke);
  return (left + right) / 2;
}
