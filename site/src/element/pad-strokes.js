/**
 * Strokes that a page gives to `<digit-pad>`, in units of the pad.
 *
 * @typedef {import("../input/stroke-history.js").Drawing} Drawing
 * @typedef {import("../preprocessing/strokes.js").Point} Point
 */
import { checkStrokes } from "../preprocessing/check-strokes.js";
import { usableStrokes } from "../preprocessing/strokes.js";

/** The longer side of a drawing that is scaled to the pad, in units of the pad. */
const FITTED = 0.8;

/**
 * @param {unknown} strokes  In units of the pad, 0 to 1, or in any other unit.
 * @returns {Drawing} As they are, where all of it lies on the pad. Else in the middle of the pad, scaled to it without a change of
 *     shape. Without strokes and points that show nothing.
 * @throws {TypeError} When they are no list of lists of points.
 */
export function padStrokes(strokes) {
  checkStrokes(strokes);
  const inked = usableStrokes(/** @type {Drawing} */ (strokes));
  const points = inked.flat();
  return points.every(({ x, y }) => x >= 0 && x <= 1 && y >= 0 && y <= 1) ? inked : fitted(inked, points);
}

/**
 * @param {Drawing} strokes
 * @param {Point[]} points  All of theirs.
 * @returns {Drawing}
 */
function fitted(strokes, points) {
  const [left, right, top, bottom] = points.reduce(
    ([left, right, top, bottom], { x, y }) => [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)],
    [Infinity, -Infinity, Infinity, -Infinity],
  );
  const scale = FITTED / (Math.max(right - left, bottom - top) || 1); // The size of a dot is 0.
  const place = (/** @type {Point} */ point) => ({
    ...point,
    x: 0.5 + (point.x - (left + right) / 2) * scale,
    y: 0.5 + (point.y - (top + bottom) / 2) * scale,
  });
  return strokes.map((stroke) => stroke.map(place));
}
