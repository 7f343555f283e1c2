/**
 * Pictures of a digit that are inside something else: frames, margins, windows, round portraits.
 *
 * @typedef {import("./photographs.mjs").Picture} Picture
 * @typedef {(x: number, y: number) => number} Paint  How bright a pixel is.
 */
import { picture } from "./photographs.mjs";

/**
 * @param {Picture} inner
 * @param {[number, number, number, number]} sides  Pixels above, on the right, below and on the left.
 * @param {number | Paint} outside
 * @returns {Picture}
 */
function surrounded({ values, width, height }, [top, right, bottom, left], outside) {
  const size = { width: left + width + right, height: top + height + bottom };
  const paint = typeof outside === "number" ? () => outside : outside;
  const all = Float64Array.from({ length: size.width * size.height }, (_, i) => {
    const [x, y] = [(i % size.width) - left, Math.floor(i / size.width) - top];
    return x >= 0 && x < width && y >= 0 && y < height ? values[y * width + x] : paint(x + left, y + top);
  });
  return { values: all, ...size };
}

/**
 * @param {Picture} image
 * @param {number} outside
 * @returns {Picture} A circle of it, its edge a pixel soft.
 */
function round({ values, width, height }, outside) {
  const middle = (width - 1) / 2;
  const circle = values.map((value, i) => {
    const share = Math.min(Math.max(middle - 2 - Math.hypot((i % width) - middle, Math.floor(i / width) - middle), 0), 1);
    return value * share + outside * (1 - share);
  });
  return { values: circle, width, height };
}

/** @type {(sides: number) => [number, number, number, number]} */
const all = (sides) => [sides, sides, sides, sides];

/** @type {Paint} A bar with a button and a title, on a desktop. */
const windowBar = (x, y) => {
  if (x < 20 || x >= 216 || y < 10 || y >= 34) return 0.3;
  return (x > 26 && x < 34 && y > 17 && y < 26) || (x > 90 && x < 140 && x % 3 === 0 && y > 18 && y < 26) ? 0.2 : 0.8;
};

/** @type {Paint} The shadow of a window, darker near it. */
const shadow = (x, y) => 0.95 - 0.01 * Math.min(20, Math.max(0, 20 - Math.max(30 - x, x - 225, 30 - y, y - 225)));

/** @type {Record<string, {strength?: {paper: number, ink: number}, inside: (sheet: Picture) => Picture}>} */
export const FRAMED = {
  "a frame of 1 pixel": { inside: (sheet) => surrounded(sheet, all(1), 0) },
  "a grey frame of 2 pixels": { inside: (sheet) => surrounded(sheet, all(2), 0.6) },
  "a frame of 4 pixels": { inside: (sheet) => surrounded(sheet, all(4), 0.1) },
  "a frame of 8 pixels": { inside: (sheet) => surrounded(sheet, all(8), 0.3) },
  "a frame inside the paper": { inside: (sheet) => surrounded(surrounded(sheet, all(3), 0), all(20), 0.9) },
  "two frames": { inside: (sheet) => surrounded(surrounded(surrounded(sheet, all(2), 0), all(5), 0.9), all(2), 0) },
  "dark margins": { inside: (sheet) => surrounded(sheet, [60, 90, 40, 120], 0.1) },
  "margins as dark as the ink": { inside: (sheet) => surrounded(sheet, [60, 90, 40, 120], 0.2) },
  "light margins around chalk": { strength: { paper: 0.15, ink: 0.9 }, inside: (sheet) => surrounded(sheet, all(50), 0.95) },
  "bars above and below": { inside: (sheet) => surrounded(sheet, [60, 0, 60, 0], 0) },
  "bars on both sides": { inside: (sheet) => surrounded(sheet, [0, 70, 0, 70], 0) },
  "a bar above": { inside: (sheet) => surrounded(sheet, [50, 0, 0, 0], 0.4) },
  "a window on a desktop": { inside: (sheet) => surrounded(surrounded(sheet, [34, 20, 30, 20], windowBar), all(40), 0.3) },
  "a window with a shadow": { inside: (sheet) => surrounded(sheet, all(30), shadow) },
  "a round portrait on black": { inside: (sheet) => round(surrounded(sheet, all(45), 0.9), 0.1) },
  "a round portrait of chalk": { strength: { paper: 0.15, ink: 0.9 }, inside: (sheet) => round(surrounded(sheet, all(45), 0.15), 0.95) },
};

/**
 * @param {import("./fixture.mjs").Drawing} strokes
 * @param {keyof typeof FRAMED} kind
 * @returns {{sheet: Picture, framed: Picture}} The plain picture, and the one with something around it.
 */
export function framed(strokes, kind) {
  const { strength, inside } = FRAMED[kind];
  const sheet = picture(strokes, { scale: 7, ...strength });
  return { sheet, framed: inside(sheet) };
}
