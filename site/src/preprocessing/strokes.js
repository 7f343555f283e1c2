/**
 * From strokes to the 28x28 grid that the network reads, by the rule that MNIST was made with.
 *
 * Twin of `trainer/reading/strokes.py`: both are tested on `tests/vectors/strokes.json`, so change both together. The rule, measured
 * on MNIST's images: the longer side of the ink is 20 pixels, the shorter side is centred in the 20x20 box, and a shift by
 * whole pixels puts the centre of mass into [14, 15) of the 28x28 grid.
 *
 * The rasteriser is our own, because a canvas would change the answer: with the size of the pad, the pixel ratio of the device, the
 * browser's anti-aliasing, and the noise that protection against fingerprinting adds.
 *
 * @typedef {{x: number, y: number, pressure?: number}} Point  In any unit, y down. The pressure, 0 to 1, is only shown: it does not
 *     change the grid.
 * @typedef {ReadonlyArray<Point>} Stroke  The points of the pen from touching the pad to leaving it.
 */

/** Pixels on each side of the grid. */
export const GRID = 28;

/** Pixels of the grid. */
export const PIXELS = GRID * GRID;

/** Pixels on each side of the box that the ink must fit into. */
export const BOX = 20;

/** Half the width of the pen, in pixels of the grid. */
const PEN_RADIUS = 1.25;

/** Where the centre of mass of the ink belongs, in pixels from the corner of the grid. */
const CENTRE = 14.5;

/** Coordinates beyond this come from a broken input device: everything else would shrink to a dot. */
const LIMIT = 1e9;

/**
 * @param {ReadonlyArray<Stroke>} strokes  Any number of strokes; points without finite coordinates are skipped.
 * @returns {Float64Array | null} 784 values in 0..1, row by row, ink is 1; null when there is no ink.
 * @throws {TypeError} When `strokes` is not a list of lists of points.
 */
export function strokesToGrid(strokes) {
  return steps(strokes)?.grid ?? null;
}

/**
 * @param {ReadonlyArray<Stroke>} strokes
 * @returns {{box: Stroke[], ink: Float64Array, grid: Float64Array} | null} The steps of the rule: the
 *     strokes in a box of 20 pixels, the 400 pixels of the box, and the grid; null when there is no ink.
 */
export function steps(strokes) {
  const inked = usableStrokes(strokes);
  if (inked.length === 0) return null;
  const box = fitToBox(inked);
  const ink = rasterise(box, BOX, PEN_RADIUS);
  return { box, ink, grid: centreByMass(ink) };
}

/**
 * @param {ReadonlyArray<Stroke>} strokes
 * @returns {Stroke[]} The strokes that have at least one usable point, with those points only.
 */
export function usableStrokes(strokes) {
  if (!Array.isArray(strokes) || !strokes.every(Array.isArray)) {
    throw new TypeError("Strokes must be a list of strokes, each a list of {x, y} points.");
  }
  const within = (/** @type {unknown} */ value) => Number.isFinite(value) && Math.abs(/** @type {number} */ (value)) <= LIMIT;
  return strokes.map((stroke) => stroke.filter((/** @type {Point} */ point) => within(point?.x) && within(point?.y))).filter((stroke) => stroke.length > 0);
}

/**
 * @param {Stroke[]} strokes
 * @returns {Stroke[]} The same, scaled so that the longer side of the ink fills the box, and centred in it.
 */
function fitToBox(strokes) {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const stroke of strokes) {
    for (const { x, y } of stroke) {
      if (x < minX) minX = x;
      if (y < minY) minY = y;
      if (x > maxX) maxX = x;
      if (y > maxY) maxY = y;
    }
  }
  const width = maxX - minX;
  const height = maxY - minY;
  const extent = Math.max(width, height);
  const scale = extent > 1e-9 ? (BOX - 2 * PEN_RADIUS) / extent : 0; // The size of a dot is 0.
  return strokes.map((stroke) =>
    stroke.map(({ x, y }) => ({
      x: (x - minX) * scale + BOX / 2 - (width * scale) / 2,
      y: (y - minY) * scale + BOX / 2 - (height * scale) / 2,
    })),
  );
}

/**
 * @param {ReadonlyArray<Stroke>} strokes  In pixels of a square image.
 * @param {number} side  Of the image, in pixels.
 * @param {number} radius  Half the width of the pen, in pixels.
 * @returns {Float64Array} The image's pixels, row by row: 1 under the pen, falling to 0 over one pixel at its edge.
 */
export function rasterise(strokes, side, radius) {
  const nearest = new Float64Array(side * side).fill(Infinity); // Squared distance to the nearest segment.
  for (const stroke of strokes) {
    if (stroke.length === 1) measure(nearest, side, radius, stroke[0], stroke[0]);
    for (let i = 1; i < stroke.length; i++) measure(nearest, side, radius, stroke[i - 1], stroke[i]);
  }
  return nearest.map((squared) => Math.min(Math.max(radius + 0.5 - Math.sqrt(squared), 0), 1));
}

/**
 * Updates the squared distance of each pixel where the segment from `a` to `b` is nearer than the segments before. Pixels that the
 * pen does not reach have no ink whatever their distance is, so they are not visited.
 *
 * @param {Float64Array} nearest
 * @param {number} side
 * @param {number} radius
 * @param {Point} a
 * @param {Point} b
 */
function measure(nearest, side, radius, a, b) {
  const reach = radius + 0.5;
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const squaredLength = dx * dx + dy * dy || 1;
  const [firstCol, lastCol] = pixelsBetween(Math.min(a.x, b.x) - reach, Math.max(a.x, b.x) + reach, side);
  const [firstRow, lastRow] = pixelsBetween(Math.min(a.y, b.y) - reach, Math.max(a.y, b.y) + reach, side);
  for (let row = firstRow; row <= lastRow; row++) {
    for (let col = firstCol; col <= lastCol; col++) {
      const [px, py] = [col + 0.5, row + 0.5];
      const t = Math.min(Math.max(((px - a.x) * dx + (py - a.y) * dy) / squaredLength, 0), 1);
      const [ex, ey] = [px - (a.x + t * dx), py - (a.y + t * dy)];
      const squared = ex * ex + ey * ey;
      if (squared < nearest[row * side + col]) nearest[row * side + col] = squared;
    }
  }
}

/**
 * @param {number} from
 * @param {number} to
 * @param {number} side
 * @returns {[number, number]} The first and the last pixel whose centre may lie between them.
 */
function pixelsBetween(from, to, side) {
  return [Math.max(Math.floor(from - 0.5), 0), Math.min(Math.ceil(to - 0.5), side - 1)];
}

/**
 * @param {Float64Array} box
 * @returns {Float64Array} The grid with the box in it, the centre of mass of its ink in the middle.
 */
export function centreByMass(box) {
  let [mass, massX, massY] = [0, 0, 0];
  box.forEach((ink, i) => {
    mass += ink;
    massX += ink * ((i % BOX) + 0.5);
    massY += ink * (Math.floor(i / BOX) + 0.5);
  });
  const left = offset(massX / mass);
  const top = offset(massY / mass);
  const grid = new Float64Array(PIXELS);
  for (let row = 0; row < BOX; row++) {
    grid.set(box.subarray(row * BOX, (row + 1) * BOX), (top + row) * GRID + left);
  }
  return grid;
}

/**
 * @param {number} centre  Of mass, in pixels of the box.
 * @returns {number} Whole pixels from the edge of the grid to the edge of the box. The centre of a symmetric shape lies exactly between
 *     two shifts: the 1e-6 makes the choice independent of rounding.
 */
function offset(centre) {
  return Math.min(Math.max(Math.floor(CENTRE - centre + 0.5 - 1e-6), 0), GRID - BOX);
}
