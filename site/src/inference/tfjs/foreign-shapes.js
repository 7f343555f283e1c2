/**
 * What the shapes of a model that somebody else made must be, with a sentence where they are not.
 */
import { GRID, PIXELS } from "../../preprocessing/strokes.js";
import { SentenceError } from "../../errors.js";
import { t } from "../../words/sentence.js";
import { DIGITS } from "../rejection.js";

/** The shapes of one grid that hold its pixels row by row. */
const GRIDS = [[GRID, GRID, 1], [GRID, GRID], [PIXELS], [1, GRID, GRID]];

/**
 * @param {ReadonlyArray<ReadonlyArray<number | null> | undefined>} shapes  Of all inputs, each with its batch; undefined where the
 *     file does not say.
 * @returns {{shape: number[], single: boolean}} Of one grid, and whether the model reads one grid at a time only.
 * @throws {Error}
 */
export function inputOf(shapes) {
  if (shapes.length !== 1)
    throw new SentenceError(t("it has {count} inputs where one belongs, a picture of {side} x {side}", { count: shapes.length, side: GRID }));
  const [batch, ...rest] = shapes[0] ?? [null, GRID, GRID, 1];
  const shape = GRIDS.find((known) => known.join() === rest.join());
  if (shape === undefined)
    throw new SentenceError(t("it reads [{found}] where [{grid}] or [{pixels}] belongs", { found: named(rest), grid: `${GRID}, ${GRID}, 1`, pixels: PIXELS }));
  if (batch !== null && batch > 1) throw new SentenceError(t("it reads {count} pictures at a time where one belongs, or any number", { count: batch }));
  return { shape, single: batch === 1 };
}

/**
 * @param {number[][]} shapes  Of all outputs, for one grid and without the batch.
 * @returns {number} The place of the output that holds one number a digit, and perhaps an eleventh.
 * @throws {Error}
 */
export function answerAmong(shapes) {
  const place = shapes.findIndex((shape) => isAnswer(shape));
  if (place === -1) throw new SentenceError(t("it answers [{found}] where 10 or 11 numbers belong, one a digit", { found: shapes.map(named).join("] [") }));
  return place;
}

/** @param {number[]} shape */
export function isAnswer(shape) {
  const size = shape.reduce((product, side) => product * side, 1);
  return shape.length > 0 && (size === DIGITS || size === DIGITS + 1);
}

/**
 * @param {number[]} shape  Of one grid.
 * @returns {boolean} Whether these are feature maps, channels last.
 */
export function areMaps(shape) {
  return shape.length === 3 && shape[0] === shape[1] && shape[0] > 1;
}

/** @param {ReadonlyArray<number | null>} shape */
function named(shape) {
  return shape.map((side) => (side === null || side < 0 ? "any" : side)).join(", ");
}
