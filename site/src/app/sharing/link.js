/**
 * A drawing in a link: from strokes to the text after the # of an address, and back. Anybody can write an address: text that is not
 * a drawing is ignored.
 *
 * The text is `drawing=` and then the points of each stroke. A point has four characters: two for x and two for y, each a number in
 * base 64 from 0 to 4095, from one edge of the pad to the other. There is a dot between two strokes. After it may stand `&model=` and
 * the name of the model that read it.
 *
 * @typedef {import("../../input/stroke-history.js").Drawing} Drawing
 * @typedef {import("../../preprocessing/strokes.js").Point} Point
 */

const KEY = "drawing=";
const MODEL = "&model=";
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const STEPS = LETTERS.length ** 2 - 1;

/** More points than a drawing needs: a longer link was not made by this page. */
const MOST_POINTS = 5000;

/** A point is left out when it is this near to the line between the points that are kept, in units of the pad. */
const TOLERANCE = 0.002;

/**
 * @param {Drawing} strokes  In units of the pad.
 * @param {string} [model]  The name of the model to read it with.
 * @returns {string | null} The text after the #; null when the drawing is too long for a link.
 */
export function toFragment(strokes, model = "") {
  const text = KEY + strokes.map((stroke) => thinned(stroke).map(pairOf).join("")).join(".");
  if (fromFragment(text) === null) return null;
  return model === "" ? text : `${text}${MODEL}${encodeURIComponent(model)}`;
}

/**
 * @param {string} fragment  With the # or without.
 * @returns {string} The name of the model that it asks for; "" when it holds no drawing, or names none.
 */
export function modelInFragment(fragment) {
  const name = fragment.split(MODEL)[1] ?? "";
  return fromFragment(fragment) !== null && /^[\w.-]+$/.test(name) ? name : "";
}

/**
 * @param {string} fragment  With the # or without.
 * @returns {Drawing | null} Null when it holds no drawing.
 */
export function fromFragment(fragment) {
  const [text] = fragment.replace(/^#/, "").split(MODEL);
  if (!text.startsWith(KEY) || text.length > KEY.length + 5 * MOST_POINTS) return null;
  const strokes = text.slice(KEY.length).split(".");
  if (!strokes.every((stroke) => /^(?:[\w-]{4})+$/.test(stroke))) return null;
  return strokes.map((stroke) => (stroke.match(/.{4}/g) ?? []).map((pair) => ({ x: number(pair.slice(0, 2)), y: number(pair.slice(2)) })));
}

/**
 * @param {Point} point
 * @returns {string} Four characters.
 */
function pairOf({ x, y }) {
  return letters(x) + letters(y);
}

/**
 * @param {number} share  0 to 1.
 * @returns {string} Two characters.
 */
function letters(share) {
  const step = Math.round(Math.min(Math.max(share, 0), 1) * STEPS);
  return LETTERS[Math.floor(step / LETTERS.length)] + LETTERS[step % LETTERS.length];
}

/**
 * @param {string} pair  Two characters.
 * @returns {number} 0 to 1.
 */
function number(pair) {
  return (LETTERS.indexOf(pair[0]) * LETTERS.length + LETTERS.indexOf(pair[1])) / STEPS;
}

/**
 * @param {ReadonlyArray<Point>} stroke
 * @returns {Point[]} Without the points that lie on straight lines between the others, so that links stay short. Source: Douglas and
 *     Peucker, 1973.
 */
function thinned(stroke) {
  const kept = new Set([0, stroke.length - 1]);
  const pieces = [[0, stroke.length - 1]];
  for (let piece = pieces.pop(); piece !== undefined; piece = pieces.pop()) {
    const [first, last] = piece;
    let [furthest, distance] = [first, TOLERANCE];
    for (let i = first + 1; i < last; i++) {
      const off = offLine(stroke[i], stroke[first], stroke[last]);
      if (off > distance) [furthest, distance] = [i, off];
    }
    if (furthest === first) continue;
    kept.add(furthest);
    pieces.push([first, furthest], [furthest, last]);
  }
  return stroke.filter((_, i) => kept.has(i));
}

/**
 * @param {Point} point
 * @param {Point} from
 * @param {Point} to
 * @returns {number} The distance of the point from the line between the other two.
 */
function offLine(point, from, to) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const [px, py] = [point.x - from.x, point.y - from.y];
  const squared = dx * dx + dy * dy;
  const t = squared === 0 ? 0 : Math.min(Math.max((px * dx + py * dy) / squared, 0), 1);
  return Math.hypot(px - t * dx, py - t * dy);
}
