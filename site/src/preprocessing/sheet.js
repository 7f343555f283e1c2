/**
 * Finds the sheet inside a picture: a picture with a frame, a screenshot with margins, a window, a round portrait.
 *
 * Twin of `trainer/reading/sheet.py`, where each constant has its reason; a test compares both.
 *
 * @typedef {import("./photo.js").Image} Image
 * @typedef {{left: number, top: number, width: number, height: number}} Place  Of a rectangle, in pixels.
 */
import { borderOf, componentsOf, countOf, evenRegions, largest, median, smallest, transposed } from "./pixels.js";

/** Sheets inside sheets: a sheet with a border in a window on a desktop. */
const DEEPEST = 4;
/** How much neighbouring pixels of an even region differ at most, as a share of the picture's contrast. */
const EVEN = 0.04;
/** Smallest share of the picture that a sheet covers. */
const LEAST = 1 / 16;
/** Smallest share of its box that is paper: a ring of ink has more of a hole. */
const COVERED = 0.6;
/** Share of its box that a rectangle fills; its corners may be round. */
const RECTANGLE = 0.95;
/** Share of its box that a circle may have too much or too little: a bold eight is round, but no circle. */
const CIRCLE = 0.03;
/** How far the width of a circle may be from its height, as a share of it. */
const ROUND = 0.1;
/** Smallest side of the ink on a sheet, as a share of the sheet's shorter side. */
const INK = 0.15;
/** The same where the paper outside has the colour of the sheet: a dot in a square zero is smaller. */
const INK_ALONE = 0.35;
/** A sheet beside another one has at least this share of its area. */
const RIVAL = 1 / 4;
/** Smallest change of brightness at the edge of a sheet, as a share of the picture's contrast. */
const STEP = 0.1;
/** The share of its box that a hole in a bold zero fills. */
const SOLID = 0.7;

/**
 * A sheet is an even region that fills a rectangle or a circle, and encloses something: the ink, or a smaller sheet. A plain picture
 * is its own sheet.
 *
 * @param {Image} image
 * @returns {Image} The innermost sheet that has ink, what is outside of it in its colour; the same picture where no sheet is inside.
 */
export function sheetOf(image) {
  let found = image;
  for (let depth = 0; depth < DEEPEST; depth++) {
    const inner = sheetInside(found);
    if (inner === null) break;
    found = inner;
  }
  return found;
}

/**
 * @param {Image} image
 * @returns {Image | null} The largest sheet that is smaller than the picture.
 */
function sheetInside(image) {
  const tolerance = EVEN * (largest(image.values) - smallest(image.values));
  const regions = evenRegions(image, tolerance);
  const areas = areasOf(regions);
  const outside = median(borderOf(image.values, image.width, image.height));
  const large = [...areas.keys()].filter((region) => region > 0 && areas[region] >= LEAST * image.values.length).sort((a, b) => areas[b] - areas[a] || a - b);
  /** @type {{place: Place, sheet: Image}[]} */
  const sheets = [];
  for (const region of large) {
    const place = placeOf(regions, region, image.width);
    if (place.width === image.width && place.height === image.height) continue;
    const inside = cut(image.values, image.width, place);
    const paper = cut(regions, image.width, place).map((number) => (number === region ? 1 : 0));
    const colour = median(inside.filter((_, i) => paper[i] === 1));
    const sheet = filled(paper, place.width, place.height);
    const picture = { values: inside, width: place.width, height: place.height };
    if (!hasForm(sheet, paper, place) || !hasInk(picture, paper, sheet, [colour, outside], tolerance)) continue;
    sheets.push({ place, sheet: { ...picture, values: inside.map((value, i) => (sheet[i] ? value : colour)) } });
  }
  const [largestOne, ...others] = sheets;
  if (largestOne === undefined || others.some(({ place }) => isRival(place, largestOne.place))) return null;
  return hasEdge(image, largestOne.place) && hasEdge(transposed(image), turned(largestOne.place)) ? largestOne.sheet : null;
}

/**
 * @param {Place} a
 * @param {Place} b  Of the largest sheet.
 * @returns {boolean} Whether a sheet lies beside the largest one, and is of its size: then a line divides one sheet.
 */
function isRival(a, b) {
  const isApart = a.left + a.width <= b.left || b.left + b.width <= a.left || a.top + a.height <= b.top || b.top + b.height <= a.top;
  return isApart && a.width * a.height >= RIVAL * b.width * b.height;
}

/** @param {Place} place  @returns {Place} In the transposed picture. */
const turned = ({ left, top, width, height }) => ({ left: top, top: left, width: height, height: width });

/**
 * @param {Image} image
 * @param {Place} place
 * @returns {boolean} Whether the brightness changes at the upper and the lower side of a sheet, where it is not the picture's own.
 */
function hasEdge({ values, width, height }, place) {
  const least = STEP * (largest(values) - smallest(values));
  const [middle, reach] = [Math.floor((2 * place.left + place.width) / 2), Math.floor(place.width / 16)];
  const part = (/** @type {number} */ y) => values.subarray(y * width + middle - reach, y * width + middle + reach + 1);
  return [
    [place.top, 1],
    [place.top + place.height - 1, -1],
  ].every(([end, step]) => {
    if (end === 0 || end === height - 1) return true;
    const inner = part(end + step * Math.min(2, Math.floor(place.height / 2)));
    const beyond = [1, 2, 3].map((far) => end - step * far).filter((y) => y >= 0 && y < height);
    return beyond.some((y) => median(part(y).map((value, i) => Math.abs(value - inner[i]))) >= least);
  });
}

/** @param {Int32Array} regions */
function areasOf(regions) {
  const areas = new Int32Array(countOf(regions) + 1);
  for (const region of regions) areas[region] += 1;
  return areas;
}

/**
 * @param {Int32Array} regions
 * @param {number} region
 * @param {number} width
 * @returns {Place} The box around a region.
 */
function placeOf(regions, region, width) {
  let [left, right, top, bottom] = [width, -1, -1, -1];
  regions.forEach((number, i) => {
    if (number !== region) return;
    const x = i % width;
    if (x < left) left = x;
    if (x > right) right = x;
    if (top < 0) top = Math.floor(i / width);
    bottom = Math.floor(i / width);
  });
  return { left, top, width: right - left + 1, height: bottom - top + 1 };
}

/**
 * @template {Float64Array | Int32Array} Values
 * @param {Values} values
 * @param {number} width
 * @param {Place} place
 * @returns {Values} What lies there.
 */
function cut(values, width, place) {
  const found = /** @type {Values} */ (new /** @type {any} */ (values.constructor)(place.width * place.height));
  for (let y = 0; y < place.height; y++) {
    const start = (place.top + y) * width + place.left;
    found.set(values.subarray(start, start + place.width), y * place.width);
  }
  return found;
}

/**
 * @param {Int32Array} paper  1 or 0.
 * @param {number} width
 * @param {number} height
 * @returns {Int32Array} Its holes are filled: what is not paper and does not reach the edge.
 */
function filled(paper, width, height) {
  const others = componentsOf(
    Float64Array.from(paper, (value) => 1 - value),
    width,
    height,
  );
  const outer = new Set(borderOf(others, width, height));
  outer.delete(0);
  return others.map((component) => (outer.has(component) ? 0 : 1));
}

/**
 * @param {Int32Array} sheet
 * @param {Int32Array} paper
 * @param {Place} place
 * @returns {boolean} Whether it is a rectangle or a circle, and mostly paper.
 */
function hasForm(sheet, paper, { width, height }) {
  if (shareOf(paper) < COVERED) return false;
  if (shareOf(sheet) >= RECTANGLE) return true;
  const from = (/** @type {number} */ at, /** @type {number} */ side) => (2 * at + 1 - side) / side;
  const isInCircle = (/** @type {number} */ i) => from(Math.floor(i / width), height) ** 2 + from(i % width, width) ** 2 <= 1;
  const wrong = sheet.reduce((count, value, i) => count + ((value === 1) === isInCircle(i) ? 0 : 1), 0);
  return wrong / sheet.length <= CIRCLE && Math.abs(width - height) <= ROUND * height;
}

/** @param {Int32Array} mask  1 or 0. */
const shareOf = (mask) => mask.reduce((sum, value) => sum + value, 0) / mask.length;

/**
 * @param {Image} inside
 * @param {Int32Array} paper
 * @param {Int32Array} sheet
 * @param {[number, number]} colours  Of the sheet, and of what is outside.
 * @param {number} tolerance
 * @returns {boolean} Whether it encloses ink, and is not a bold zero itself: its hole has the colour of the paper around it.
 */
function hasInk({ values, width, height }, paper, sheet, [colour, outside], tolerance) {
  const holes = componentsOf(
    Float64Array.from(sheet, (value, i) => value - paper[i]),
    width,
    height,
  );
  const areas = areasOf(holes).fill(0, 0, 1);
  if (areas.length === 1) return false;
  const hole = areas.indexOf(areas.reduce((most, area) => Math.max(most, area), 0));
  const place = placeOf(holes, hole, width);
  const longest = Math.max(place.width, place.height);
  const shorter = Math.min(width, height);
  if (Math.abs(colour - outside) <= 2 * tolerance) return longest >= INK_ALONE * shorter && shareOf(sheet) >= RECTANGLE;
  const numbers = cut(holes, width, place);
  const like = cut(values, width, place).reduce((count, value, i) => count + (numbers[i] === hole && Math.abs(value - outside) <= 2 * tolerance ? 1 : 0), 0);
  const isZero = like / numbers.length >= SOLID && place.width >= INK * width;
  return longest >= INK * shorter && !isZero;
}
