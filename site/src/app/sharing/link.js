/**
 * A drawing in a link: strokes to the text behind the address's #, and back. What comes back is foreign input: anything
 * that is not a drawing is none.
 *
 * The text is `drawing=` and, for each stroke, its points as pairs of letters and digits: each coordinate is a number
 * of two characters in base 64, 0 to 4095 from one edge of the pad to the other; a dot parts strokes.
 *
 * @typedef {import("../../input/stroke-history.js").Drawing} Drawing
 */

const KEY = "drawing=";
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const STEPS = LETTERS.length ** 2 - 1;

/** As many points as a patient hand draws; a link longer than that is none of ours. */
const MOST_POINTS = 5000;

/** A point that lies this near to the line between those that are kept, in units of the pad, says nothing. */
const STRAIGHT = 0.002;

/**
 * @param {Drawing} strokes  In units of the pad.
 * @returns {string | null} What to put behind the #; null when the drawing is too long for a link.
 */
export function toFragment(strokes) {
  const text = KEY + strokes.map((stroke) => thinned(stroke).map(({ x, y }) => letters(x) + letters(y)).join("")).join(".");
  return fromFragment(text) === null ? null : text;
}

/**
 * @param {string} fragment  With the # or without.
 * @returns {Drawing | null} Null when there is no drawing in it.
 */
export function fromFragment(fragment) {
  const text = fragment.replace(/^#/, "");
  if (!text.startsWith(KEY) || text.length > KEY.length + 5 * MOST_POINTS) return null;
  const strokes = text.slice(KEY.length).split(".");
  if (!strokes.every((stroke) => /^(?:[\w-]{4})+$/.test(stroke))) return null;
  return strokes.map((stroke) => (stroke.match(/.{4}/g) ?? []).map((pair) => ({ x: number(pair.slice(0, 2)), y: number(pair.slice(2)) })));
}

/** @param {number} share */
function letters(share) {
  const step = Math.round(Math.min(Math.max(share, 0), 1) * STEPS);
  return LETTERS[Math.floor(step / LETTERS.length)] + LETTERS[step % LETTERS.length];
}

/** @param {string} pair */
function number(pair) {
  return (LETTERS.indexOf(pair[0]) * LETTERS.length + LETTERS.indexOf(pair[1])) / STEPS;
}

/**
 * @param {ReadonlyArray<import("../../preprocessing/strokes.js").Point>} stroke
 * @returns {import("../../preprocessing/strokes.js").Point[]} Without the points that straight lines between the others go through anyway, so that
 *     links stay short. Source: Douglas and Peucker, 1973.
 */
function thinned(stroke) {
  const kept = new Set([0, stroke.length - 1]);
  const pieces = [[0, stroke.length - 1]];
  for (let piece = pieces.pop(); piece !== undefined; piece = pieces.pop()) {
    const [first, last] = piece;
    let [furthest, distance] = [first, STRAIGHT];
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
 * @param {import("../../preprocessing/strokes.js").Point} point
 * @param {import("../../preprocessing/strokes.js").Point} from
 * @param {import("../../preprocessing/strokes.js").Point} to
 * @returns {number} The distance of the point from the line between the other two.
 */
function offLine(point, from, to) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const [px, py] = [point.x - from.x, point.y - from.y];
  const squared = dx * dx + dy * dy;
  const t = squared === 0 ? 0 : Math.min(Math.max((px * dx + py * dy) / squared, 0), 1);
  return Math.hypot(px - t * dx, py - t * dy);
}
