/**
 * What the hand drew: the demo's whole state, kept as strokes in units of the pad (0 to 1, y down), so that a pad of
 * another size shows the same drawing. Every change can be taken back, and brought back.
 *
 * @typedef {import("../preprocessing/strokes.js").Point} Point
 * @typedef {ReadonlyArray<ReadonlyArray<Point>>} Drawing
 */

/** How near a pointer must come to a stroke to erase it, in units of the pad: about half the pen's width beyond its edge. */
const REACH = 0.05;

export class Strokes {
  /** @type {Point[][]} */
  #strokes = [];

  /** @type {Point[] | null} The stroke that is being drawn; none once anything else has happened. */
  #open = null;

  /** @type {Point[][][]} What it was before each change; a stroke counts as one change, from its first point on. */
  #past = [];

  /** @type {Point[][][]} What `undo` took back, the last first. */
  #future = [];

  /** @returns {Drawing} */
  get all() {
    return this.#strokes;
  }

  get isEmpty() {
    return this.#strokes.length === 0;
  }

  get canUndo() {
    return this.#past.length > 0;
  }

  get canRedo() {
    return this.#future.length > 0;
  }

  /** @param {Point} point */
  begin(point) {
    const stroke = [within(point)];
    this.#become([...this.#strokes, stroke]);
    this.#open = stroke;
  }

  /** @param {Point} point  Goes to the stroke that was begun last, unless something else has happened since. */
  extend(point) {
    this.#open?.push(within(point));
  }

  /** Whether a stroke is being drawn: after undoing, clearing and the like none is. */
  get isDrawing() {
    return this.#open !== null;
  }

  /** Takes the stroke that was begun last for never meant. */
  cancel() {
    if (this.#open === null) return;
    this.#open = null;
    this.#strokes = this.#past.pop() ?? [];
  }

  clear() {
    if (!this.isEmpty) this.#become([]);
  }

  /** @param {Drawing} strokes  Takes the place of what is there. */
  replace(strokes) {
    this.#become(strokes.map((stroke) => stroke.map(within)));
  }

  /**
   * Takes away the strokes near a point.
   *
   * @param {Point} point
   * @returns {boolean} Whether there were any.
   */
  erase(point) {
    const left = this.#strokes.filter((stroke) => !touches(stroke, point));
    if (left.length === this.#strokes.length) return false;
    this.#become(left);
    return true;
  }

  undo() {
    const before = this.#past.pop();
    if (before === undefined) return;
    this.#open = null;
    this.#future.push(this.#strokes);
    this.#strokes = before;
  }

  redo() {
    const after = this.#future.pop();
    if (after === undefined) return;
    this.#open = null;
    this.#past.push(this.#strokes);
    this.#strokes = after;
  }

  /** @param {Point[][]} strokes */
  #become(strokes) {
    this.#open = null;
    this.#past.push(this.#strokes);
    this.#future = [];
    this.#strokes = strokes;
  }
}

/**
 * @param {Drawing} strokes
 * @param {number} share  0 to 1.
 * @returns {Drawing} What was there when that share of the points had been drawn: its first point at least.
 */
export function partOf(strokes, share) {
  const points = strokes.reduce((sum, stroke) => sum + stroke.length, 0);
  let left = Math.max(Math.round(points * share), 1);
  /** @type {ReadonlyArray<Point>[]} */
  const part = [];
  for (const stroke of strokes) {
    if (left <= 0) break;
    part.push(stroke.slice(0, left));
    left -= stroke.length;
  }
  return part;
}

/**
 * @param {ReadonlyArray<Point>} stroke
 * @param {Point} point
 */
function touches(stroke, { x, y }) {
  return stroke.some((end, i) => {
    const start = stroke[Math.max(i - 1, 0)];
    const along = { x: end.x - start.x, y: end.y - start.y };
    const length = along.x ** 2 + along.y ** 2;
    const t = length === 0 ? 0 : Math.min(Math.max(((x - start.x) * along.x + (y - start.y) * along.y) / length, 0), 1);
    return Math.hypot(x - start.x - t * along.x, y - start.y - t * along.y) <= REACH;
  });
}

/**
 * @param {Point} point
 * @returns {Point} Inside the pad: what its edge hides from the eye must not change the answer.
 */
function within(point) {
  return { ...point, x: Math.min(Math.max(point.x, 0), 1), y: Math.min(Math.max(point.y, 0), 1) };
}
