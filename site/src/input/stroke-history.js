/**
 * The drawing, as strokes in units of the pad (0 to 1, y down): a pad of another size shows the same drawing. Every change can
 * be undone and redone.
 *
 * @typedef {import("../preprocessing/strokes.js").Point} Point
 * @typedef {ReadonlyArray<ReadonlyArray<Point>>} Drawing
 */

/** How near the eraser must come to a stroke, in units of the pad: half the width of the shown line, and about as much again. */
const REACH = 0.05;

export class StrokeHistory {
  /** @type {Point[][]} */
  #strokes = [];

  /** @type {Point[] | null} The stroke that is being drawn; null after any other change. */
  #open = null;

  /** @type {Point[][][]} The drawing before each change. A whole stroke is one change. */
  #past = [];

  /** @type {Point[][][]} What `undo` took away; the last item is redone first. */
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

  /** Whether a stroke is being drawn. Undo, clear and the like end it. */
  get isDrawing() {
    return this.#open !== null;
  }

  /** @param {Point} point  Where a new stroke begins. */
  begin(point) {
    const stroke = [onPad(point)];
    this.#change([...this.#strokes, stroke]);
    this.#open = stroke;
  }

  /** @param {Point} point  Is added to the stroke that is being drawn, if there is one. */
  extend(point) {
    this.#open?.push(onPad(point));
  }

  /** Takes away the stroke that is being drawn. It cannot be redone: the visitor did not mean it. */
  cancel() {
    if (this.#open === null) return;
    this.#open = null;
    this.#strokes = this.#past.pop() ?? [];
  }

  clear() {
    if (!this.isEmpty) this.#change([]);
  }

  /** @param {Drawing} strokes  The new drawing. */
  replace(strokes) {
    this.#change(strokes.map((stroke) => stroke.map(onPad)));
  }

  /**
   * Takes away every stroke near a point.
   *
   * @param {Point} point
   * @returns {boolean} Whether there was one.
   */
  erase(point) {
    const left = this.#strokes.filter((stroke) => !isNear(stroke, point));
    if (left.length === this.#strokes.length) return false;
    this.#change(left);
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

  /** @param {Point[][]} strokes  The drawing after the change. */
  #change(strokes) {
    this.#open = null;
    this.#past.push(this.#strokes);
    this.#future = [];
    this.#strokes = strokes;
  }
}

/**
 * @param {Drawing} strokes
 * @param {number} share  0 to 1.
 * @returns {Drawing} The first points of the drawing, that share of them, and one point at least.
 */
export function partOf(strokes, share) {
  const points = strokes.reduce((sum, stroke) => sum + stroke.length, 0);
  let left = Math.max(Math.round(points * share), 1);
  /** @type {ReadonlyArray<Point>[]} */
  const part = [];
  for (const stroke of strokes) {
    if (left <= 0) break;
    part.push(left < stroke.length ? stroke.slice(0, left) : stroke);
    left -= stroke.length;
  }
  return part;
}

/**
 * @param {ReadonlyArray<Point>} stroke
 * @param {Point} point
 * @returns {boolean} Whether the point is within the eraser's reach of the stroke.
 */
function isNear(stroke, { x, y }) {
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
 * @returns {Point} The nearest one on the pad: ink outside the pad is not visible, so it must not change the answer.
 */
function onPad(point) {
  return { ...point, x: Math.min(Math.max(point.x, 0), 1), y: Math.min(Math.max(point.y, 0), 1) };
}
