/**
 * What the hand drew: the demo's whole state, kept as strokes in units of the pad (0 to 1, y down), so that a pad of
 * another size shows the same drawing.
 *
 * @typedef {import("./grid.js").Point} Point
 */
export class Strokes {
  /** @type {Point[][]} */
  #strokes = [];

  /** @type {Point[][]} What `clear` took away, until the next stroke: clearing by mistake can be undone. */
  #cleared = [];

  /** @returns {ReadonlyArray<ReadonlyArray<Point>>} */
  get all() {
    return this.#strokes;
  }

  get isEmpty() {
    return this.#strokes.length === 0;
  }

  get canUndo() {
    return !this.isEmpty || this.#cleared.length > 0;
  }

  /** @param {Point} point */
  begin(point) {
    this.#cleared = [];
    this.#strokes.push([within(point)]);
  }

  /** @param {Point} point */
  extend(point) {
    this.#strokes.at(-1)?.push(within(point));
  }

  /** Takes back the last stroke, or brings back what `clear` took. */
  undo() {
    if (this.isEmpty) [this.#strokes, this.#cleared] = [this.#cleared, []];
    else this.#strokes.pop();
  }

  clear() {
    if (!this.isEmpty) [this.#strokes, this.#cleared] = [[], this.#strokes];
  }
}

/**
 * @param {Point} point
 * @returns {Point} Inside the pad: what its edge hides from the eye must not change the answer.
 */
function within({ x, y }) {
  return { x: Math.min(Math.max(x, 0), 1), y: Math.min(Math.max(y, 0), 1) };
}
