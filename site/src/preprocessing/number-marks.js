/**
 * Signs beside digits, told by their shape: no network knows them, and read as digits they would make another number.
 *
 * A sign has to stand beside something higher, the body of the number. All sizes are shares of the body's height.
 * Twin of `trainer/reading/number_marks.py`.
 *
 * @typedef {import("./strokes.js").Stroke} Stroke
 * @typedef {{left: number, right: number, top: number, bottom: number, width: number, height: number}} Box
 */

/** The smallest share of the highest stroke's height that a digit's main stroke has. */
const TALL = 0.5;

/** How far a slash goes to the right, at least, while it goes up by 1: of 1,075 ones that people wrote, 2 % lean so. */
const SLASH = 0.6;

/** The same of a stroke that may be a slash: 4 % of the ones lean so. */
const STEEP_SLASH = 0.4;

/** The same of the slash of a percent sign: its rings say what it is. */
const PERCENT = 0.15;

/**
 * @param {Stroke} stroke  With ink.
 * @returns {Box}
 */
export function boxOf(stroke) {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { x, y } of stroke) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return { left, right, top, bottom, width: right - left, height: bottom - top };
}

/**
 * @param {ReadonlyArray<Box>} boxes  At least one.
 * @returns {Box} Around all of them.
 */
export function joinedBox(boxes) {
  const left = Math.min(...boxes.map((box) => box.left));
  const right = Math.max(...boxes.map((box) => box.right));
  const top = Math.min(...boxes.map((box) => box.top));
  const bottom = Math.max(...boxes.map((box) => box.bottom));
  return { left, right, top, bottom, width: right - left, height: bottom - top };
}

/**
 * @param {ReadonlyArray<Box>} boxes  Around each stroke of the drawing.
 * @returns {{tallest: number, body: Box}} The height of the highest stroke, and the box around all that are half as high at least.
 */
function sizeOf(boxes) {
  const tallest = Math.max(...boxes.map(({ height }) => height));
  return { tallest, body: joinedBox(boxes.filter(({ height }) => height >= TALL * tallest)) };
}

/**
 * @param {ReadonlyArray<Stroke>} strokes  All of the drawing, from left to right.
 * @param {ReadonlyArray<Box>} boxes  Around each.
 * @returns {boolean[]} Whether each is a sign, or a part of one, that stands clear of the digits: then it is in no digit.
 */
export function freeOf(strokes, boxes) {
  const { tallest, body } = sizeOf(boxes);
  const tall = boxes.filter(({ height }) => height >= TALL * tallest);
  const free = boxes.map((box) => box.height < TALL * tallest && isSmallSign(box, body, tallest) && tall.every((other) => isClear(box, other, tallest)));
  for (let i = 0; i + 2 <= strokes.length && strokes.length > 2; i++) {
    if (crossing(strokes.slice(i, i + 2), boxes.slice(i, i + 2)) === null) continue;
    const pair = joinedBox(boxes.slice(i, i + 2));
    if (boxes.every((other, j) => j === i || j === i + 1 || isClear(pair, other, tallest))) free[i] = free[i + 1] = true;
  }
  return free;
}

/**
 * @param {Box} box
 * @param {Box} body
 * @param {number} tallest
 */
function isSmallSign(box, body, tallest) {
  return isDot(box, tallest) || isComma(box, body, tallest) || (isDash(box, tallest) && isLevel(box, body));
}

/**
 * @param {Box} box
 * @param {Box} body
 * @returns {boolean} Whether it is neither at the top nor at the bottom.
 */
function isLevel(box, body) {
  const middle = (box.top + box.bottom) / 2;
  return middle > body.top + 0.2 * body.height && middle < body.bottom - 0.2 * body.height;
}

/**
 * @param {Box} a
 * @param {Box} b
 * @param {number} tallest
 * @returns {boolean} Whether they stand side by side with a gap.
 */
function isClear(a, b, tallest) {
  return Math.max(a.left, b.left) - Math.min(a.right, b.right) > 0.02 * tallest;
}

/**
 * @param {ReadonlyArray<Stroke>} strokes  All of the drawing.
 * @param {ReadonlyArray<Box>} boxes  Around each.
 * @param {number} first
 * @param {number} end  The segment: the strokes from `first` to before `end`.
 * @returns {string | null} The sign that the segment is: one of `- . , : = + × ÷ / % 1|/`; null for all else.
 */
export function markOf(strokes, boxes, first, end) {
  if (end - first > 3 || end - first === strokes.length) return null;
  const { tallest, body } = sizeOf(boxes);
  if (end - first === 3) return threeStrokes(strokes.slice(first, end), boxes.slice(first, end), body, tallest);
  if (end - first === 2) return twoStrokes(strokes.slice(first, end), boxes.slice(first, end), body, tallest);
  if (first > 0 && end < strokes.length && boxes[first].height >= TALL * tallest) return slash(strokes[first], boxes[first]);
  return oneStroke(boxes[first], body, tallest);
}

/**
 * @param {Stroke} stroke
 * @param {Box} box  Around the stroke.
 * @returns {"/" | "1|/" | null} What a stroke between others is that leans as ones seldom do, or may do.
 */
function slash(stroke, box) {
  if (!isStraight(stroke, box) || lean(stroke) < STEEP_SLASH) return null;
  return lean(stroke) < SLASH ? "1|/" : "/";
}

/**
 * @param {Box} box  Around the stroke.
 * @param {Box} body
 * @param {number} tallest  The height of the highest stroke.
 */
function oneStroke(box, body, tallest) {
  if (isDash(box, tallest)) return isLevel(box, body) ? "-" : null;
  if (isDot(box, tallest)) return (box.top + box.bottom) / 2 > body.bottom - 0.25 * body.height ? "." : null;
  return isComma(box, body, tallest) ? "," : null;
}

/**
 * @param {Box} box
 * @param {Box} body
 * @param {number} tallest
 */
function isComma(box, body, tallest) {
  return box.height <= 0.4 * tallest && box.width <= 0.35 * tallest && box.top > body.bottom - 0.3 * body.height;
}

/**
 * @param {Box} box
 * @param {number} tallest
 */
function isDot({ width, height }, tallest) {
  return Math.max(width, height) <= 0.15 * tallest;
}

/**
 * @param {Box} box
 * @param {number} tallest
 */
function isDash(box, tallest) {
  return box.height <= 0.2 * tallest && box.width > 0.15 * tallest && box.height <= 0.4 * box.width;
}

/**
 * @param {ReadonlyArray<Stroke>} strokes  Two.
 * @param {ReadonlyArray<Box>} boxes
 * @param {Box} body
 * @param {number} tallest
 */
function twoStrokes(strokes, boxes, body, tallest) {
  const [a, b] = boxes;
  const both = joinedBox(boxes);
  const between = Math.max(a.top, b.top) - Math.min(a.bottom, b.bottom);
  if (boxes.every((box) => isDot(box, tallest))) return both.width <= 0.25 * tallest && between > 0.1 * tallest ? ":" : null;
  if (boxes.every((box) => isDash(box, tallest))) {
    const shared = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    return shared > 0.5 * Math.max(a.width, b.width) && between > 0.05 * body.height && both.height < 0.6 * body.height ? "=" : null;
  }
  return crossing(strokes, boxes);
}

/**
 * @param {ReadonlyArray<Stroke>} strokes  Three, from left to right.
 * @param {ReadonlyArray<Box>} boxes
 * @param {Box} body
 * @param {number} tallest
 */
function threeStrokes(strokes, boxes, body, tallest) {
  if (isDivision(boxes, tallest)) return joinedBox(boxes).height < 0.8 * body.height ? "÷" : null;
  return isPercent(strokes, boxes, tallest) ? "%" : null;
}

/**
 * @param {ReadonlyArray<Box>} boxes
 * @param {number} tallest
 * @returns {boolean} Whether they are a dash with a dot above it and a dot below it.
 */
function isDivision(boxes, tallest) {
  const dash = boxes.find((box) => isDash(box, tallest));
  const dots = boxes.filter((box) => box !== dash && isDot(box, tallest));
  if (!dash || dots.length !== 2 || !dots.every((dot) => middle(dot).x > dash.left && middle(dot).x < dash.right)) return false;
  const [upper, lower] = middle(dots[0]).y < middle(dots[1]).y ? dots : [dots[1], dots[0]];
  return upper.bottom < middle(dash).y && lower.top > middle(dash).y;
}

/**
 * @param {ReadonlyArray<Stroke>} strokes
 * @param {ReadonlyArray<Box>} boxes
 * @param {number} tallest
 * @returns {boolean} Whether they are a slash with a small ring above it on the left and below it on the right.
 */
function isPercent(strokes, boxes, tallest) {
  const at = strokes.findIndex((stroke, i) => boxes[i].height >= TALL * tallest && isStraight(stroke, boxes[i]) && lean(stroke) > PERCENT);
  const [upper, lower] = [0, 1, 2].filter((i) => i !== at).sort((a, b) => middle(boxes[a]).y - middle(boxes[b]).y);
  if (at < 0 || ![upper, lower].every((i) => isRing(strokes[i], boxes[i], tallest))) return false;
  const [first, slash, last] = [upper, at, lower].map((i) => middle(boxes[i]));
  return first.x < slash.x && slash.x < last.x && first.y < slash.y && slash.y < last.y;
}

/**
 * @param {Stroke} stroke
 * @param {Box} box
 * @param {number} tallest
 * @returns {boolean} Whether it is small, about as wide as high, and ends near to where it begins.
 */
function isRing(stroke, box, tallest) {
  const size = Math.max(box.width, box.height);
  return size <= 0.6 * tallest && size > 0.1 * tallest && Math.min(box.width, box.height) > 0.4 * size && ends(stroke).length < 0.4 * size;
}

/** @param {Box} box */
function middle({ left, right, top, bottom }) {
  return { x: (left + right) / 2, y: (top + bottom) / 2 };
}

/**
 * @param {ReadonlyArray<Stroke>} strokes  Two.
 * @param {ReadonlyArray<Box>} boxes
 * @returns {"+" | "×" | null} What two straight strokes are that cross in their middles.
 */
function crossing(strokes, boxes) {
  if (!strokes.every((stroke, i) => isStraight(stroke, boxes[i]))) return null;
  const [a, b] = strokes.map(ends);
  const [long, short] = [a.length, b.length].sort((x, y) => y - x);
  const apart = Math.hypot(a.x - b.x, a.y - b.y);
  if (short < 0.5 * long || apart > 0.25 * short) return null;
  const [flat, steep] = Math.abs(a.dy) < Math.abs(b.dy) ? [a, b] : [b, a];
  if (Math.abs(flat.dy) < 0.35 * Math.abs(flat.dx) && Math.abs(steep.dx) < 0.35 * Math.abs(steep.dy)) return "+";
  return flat.dx * flat.dy * steep.dx * steep.dy < 0 && Math.abs(flat.dy) > 0.4 * Math.abs(flat.dx) && Math.abs(steep.dx) > 0.4 * Math.abs(steep.dy)
    ? "×"
    : null;
}

/** @param {Stroke} stroke */
function ends(stroke) {
  const [from, to] = [stroke[0], stroke[stroke.length - 1]];
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  return { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2, dx, dy, length: Math.hypot(dx, dy) };
}

/**
 * @param {Stroke} stroke
 * @returns {number} How far it goes to the right while it goes up by 1; below 0 to the left.
 */
function lean(stroke) {
  const { dx, dy } = ends(stroke);
  return dy === 0 ? Infinity : -dx / dy;
}

/**
 * @param {Stroke} stroke
 * @param {Box} box
 * @returns {boolean} Whether no point is farther from the line between its ends than a tenth of its length.
 */
export function isStraight(stroke, box) {
  const { dx, dy, length } = ends(stroke);
  if (length < 0.9 * Math.hypot(box.width, box.height)) return false;
  const { x, y } = stroke[0];
  return stroke.every((point) => Math.abs((point.x - x) * dy - (point.y - y) * dx) <= 0.1 * length * length);
}
