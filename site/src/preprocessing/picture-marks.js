/**
 * Signs in a picture, told by the boxes around connected parts; their line is as wide as the pen, unlike that of strokes.
 *
 * Twin of `_marks` in `trainer/reading/picture_parts.py`.
 *
 * @typedef {import("./number-marks.js").Box} Box
 */
import { joinedBox } from "./number-marks.js";

/** The smallest share of the highest part's height that a digit's main part has. */
const TALL = 0.5;

/**
 * @param {Box[]} boxes  Of all parts.
 * @returns {(string | null)[]} The sign that each is, where it stands clear of the digits.
 */
export function marksOf(boxes) {
  const tallest = Math.max(...boxes.map(({ height }) => height));
  const tall = boxes.filter(({ height }) => height >= TALL * tallest);
  const body = joinedBox(tall);
  const isClear = (/** @type {Box} */ box) => tall.every((other) => Math.min(box.right, other.right) <= Math.max(box.left, other.left));
  return boxes.map((box) => (isClear(box) ? markOf(box, body, tallest) : null));
}

/**
 * @param {Box} box
 * @param {Box} body  Around all that is tall.
 * @param {number} tallest
 */
function markOf(box, body, tallest) {
  const middle = ((box.top + box.bottom) / 2 - body.top) / body.height;
  if (box.height <= 0.3 * tallest && box.width > 0.2 * tallest && box.height <= 0.6 * box.width) return middle > 0.2 && middle < 0.8 ? "-" : null;
  if (Math.max(box.width, box.height) <= 0.25 * tallest) return middle > 0.75 ? "." : null;
  return box.height <= 0.5 * tallest && box.width <= 0.4 * tallest && box.top > body.bottom - 0.35 * body.height ? "," : null;
}
