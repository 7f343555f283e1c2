/**
 * Takes ruled lines and squares out of a picture: long, thin, straight, evenly spaced, level or upright.
 *
 * Twin of `trainer/reading/ruled_lines.py`; a test compares both.
 *
 * @typedef {import("./photo.js").Image} Image
 * @typedef {[number, number]} Rows  The first row of a line, and the row after its last one.
 */
import { closed } from "./photo.js";
import { largest, median, select, smallest, transposed } from "./pixels.js";

/** A line is no thicker than the picture's side divided by this. */
const THIN = 20;
/** Smallest contrast of a line, as a share of the contrast of the whole picture. */
const FAINT = 0.04;
/** The rows beside a line with this share of its contrast belong to it: its soft edge. */
const FOOT = 0.2;
/** Smallest share of the picture's width that a line spans, where nothing crosses it. */
const SPAN = 0.75;
/** How far the distance between two lines may be from a multiple of the usual one, as a share of it. */
const EVEN = 0.15;
/** Below this share of the picture's contrast three lines are enough; a block letter has three bars as dark as itself. */
const PALE = 0.75;
/** A pixel on a line is ink where its contrast is that many times the line's. */
const DARKER = 1.4;

/**
 * @param {Image} image
 * @returns {Image} Lines are filled with what is above and below them, or beside them. Ink that crosses a line stays, and so does ink
 *     on a line that is darker than it.
 */
export function withoutLines(image) {
  const contrast = largest(image.values) - smallest(image.values);
  const level = withoutLevelLines(image, contrast);
  const columns = transposed(level);
  const upright = withoutLevelLines(columns, contrast);
  return upright === columns ? level : transposed(upright);
}

/**
 * @param {Image} image
 * @param {number} contrast  Of the whole picture.
 * @returns {Image} Without level lines, dark or light; lines are darker than the paper more often. The same image where there are none.
 */
function withoutLevelLines(image, contrast) {
  const light = withoutDarkLines(image, contrast, depthOf(profileOf(image, SPAN), image.height));
  const negative = (/** @type {Float64Array} */ values) => values.map((value) => -value);
  const depth = depthOf(negative(profileOf(light, 1 - SPAN)), light.height);
  if (linesIn(depth, contrast).length === 0) return light;
  const turned = { ...light, values: negative(light.values) };
  const found = withoutDarkLines(turned, contrast, depth);
  return found === turned ? light : { ...found, values: negative(found.values) };
}

/**
 * @param {Image} image
 * @param {number} share
 * @returns {Float64Array} For each row, the value below which that share of its pixels lies.
 */
function profileOf({ values, width, height }, share) {
  const place = share < 0.5 ? width - 1 - Math.floor((1 - share) * (width - 1)) : Math.floor(share * (width - 1));
  return Float64Array.from({ length: height }, (_, row) => select(values.slice(row * width, (row + 1) * width), place));
}

/**
 * @param {Image} light
 * @param {number} contrast  Of the whole picture.
 * @param {Float64Array} depth  Of its rows.
 * @returns {Image} Without dark level lines; the same image where there are none.
 */
function withoutDarkLines(light, contrast, depth) {
  const { values, width, height } = light;
  const lines = linesIn(depth, contrast);
  const spanning = lines.filter((line) => spans(light, depth, line));
  const strongest = Math.max(0, ...spanning.map(([first, end]) => largest(depth.subarray(first, end))));
  if (spanning.length < (strongest < PALE * contrast ? 3 : 4) || !areEven(spanning)) return light;
  const filled = { values: values.slice(), width, height };
  for (const line of lines) if (spanning.includes(line) || areEven([...spanning, line].sort(([a], [b]) => a - b))) fill(filled, depth, line); // A stroke may run along a line.
  return filled;
}

/**
 * @param {Float64Array} profile
 * @param {number} height
 * @returns {Float64Array} How much darker each row is than the rows around it.
 */
function depthOf(profile, height) {
  const background = closed({ values: profile, width: height, height: 1 }, (Math.floor(height / THIN) + 1) >> 1);
  return profile.map((value, row) => background[row] - value);
}

/**
 * @param {Float64Array} depth
 * @param {number} contrast
 * @returns {Rows[]} Of each thin dark line.
 */
function linesIn(depth, contrast) {
  const thickest = Math.floor(depth.length / THIN);
  if (thickest < 1 || contrast === 0) return [];
  const least = Math.max(FAINT * contrast, FOOT * largest(depth));
  /** @type {Rows[]} */
  const lines = [];
  depth.forEach((value, row) => {
    if (value < least) return;
    const last = lines.at(-1);
    if (last?.[1] === row) last[1] += 1;
    else lines.push([row, row + 1]);
  });
  return lines.filter(([first, end]) => end - first <= thickest);
}

/**
 * @param {Image} light
 * @param {Rows} line
 * @returns {(y: number) => Float64Array} What a row of the line is filled with: what is above the line, going over to what is below.
 */
function aroundOf({ values, width, height }, [first, end]) {
  const row = (/** @type {number} */ y) => values.slice(y * width, (y + 1) * width);
  const above = row(first === 0 ? Math.min(end, height - 1) : first - 1);
  const below = row(end === height ? Math.max(first - 1, 0) : end);
  return (y) => above.map((value, x) => value + ((y - first + 1) / (end - first + 1)) * (below[x] - value));
}

/**
 * @param {Image} light
 * @param {Float64Array} depth
 * @param {Rows} line
 * @returns {boolean} Whether it is there over the whole width, apart from where ink, or lines of squares, cross it.
 */
function spans(light, depth, line) {
  const deepest = largest(depth.subarray(...line));
  const y = depth.indexOf(deepest, line[0]);
  const around = aroundOf(light, line)(y);
  const usual = median(around);
  let [open, there] = [0, 0];
  around.forEach((value, x) => {
    if (value < usual - deepest / 2) return;
    open += 1;
    if (value - light.values[y * light.width + x] >= deepest / 2) there += 1;
  });
  return there / open >= SPAN;
}

/**
 * Fills one line in place, apart from ink that is darker than the line.
 *
 * @param {Image} light
 * @param {Float64Array} depth
 * @param {Rows} line
 */
function fill(light, depth, line) {
  const { values, width } = light;
  const most = DARKER * largest(depth.subarray(...line));
  const around = aroundOf(light, line);
  for (let y = line[0]; y < line[1]; y++) {
    around(y).forEach((value, x) => {
      if (value - values[y * width + x] <= most) values[y * width + x] = value;
    });
  }
}

/**
 * @param {Rows[]} lines
 * @returns {boolean} Whether the same distance, or a multiple of it, lies between each two neighbours, and
 *     more paper than line.
 */
function areEven(lines) {
  const middles = lines.map(([first, end]) => (first + end) / 2);
  const apart = Float64Array.from(middles.slice(1), (middle, i) => middle - middles[i]);
  const usual = median(apart);
  if (lines.some(([first, end]) => end - first >= usual / 2)) return false;
  return apart.every((distance) => {
    const times = distance / usual;
    return times > 0.5 && Math.abs(times - Math.round(times)) <= EVEN;
  });
}
