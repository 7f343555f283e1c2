/**
 * Reads the parts of a picture as a number. The network reads them all, and `segmentation.js` finds the segmentation of the lowest
 * cost, as in drawings. So a part of a digit that stands alone, such as the roof of a 5, is read with the digit that it belongs to.
 *
 * Twin of `trainer/reading/picture_number.py`; a test compares both.
 *
 * @typedef {import("./picture-parts.js").PictureParts} PictureParts
 * @typedef {import("../inference/recogniser.js").Answer} Answer
 * @typedef {import("../inference/recogniser.js").Recogniser} Recogniser
 * @typedef {import("./number-reader.js").Piece} Piece
 */
import { joinedBox } from "./number-marks.js";
import { SIGN } from "./number-reader.js";
import { cheapestWay } from "./segmentation.js";

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
  const possible = [...segments, all];
  const outer = possible.map(({ first, end }) => joinedBox(boxes.slice(first, end)));
  const scores = possible.map((segment) => read.get(segment)?.score ?? 0);
  const way = segments.length === 0 ? [all] : cheapestWay(possible, boxes, outer, scores);
  const found = way.every(({ mark }) => mark !== null) ? [all] : way;
  return { whole, pieces: found.map((segment) => ({ strokes: [], answer: read.get(segment) ?? SIGN, mark: segment.mark })) };
}
