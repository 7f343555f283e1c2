/**
 * Tells the users of `inkling.js` and of `<digit-pad>` what a drawing is, where they give something else. Points that a broken device
 * makes are no mistake of theirs: not-a-number, infinity and null are skipped, as `strokes.js` does.
 */

/**
 * @param {unknown} strokes
 * @throws {TypeError} With one sentence, when it is not a list of lists of points `{x, y}`.
 */
export function checkStrokes(strokes) {
  if (!Array.isArray(strokes)) throw new TypeError(`Strokes must be a list of strokes, each a list of {x, y} points, not ${shown(strokes)}.`);
  strokes.forEach((stroke, i) => {
    if (!Array.isArray(stroke)) throw new TypeError(`Strokes must be a list of strokes, each a list of {x, y} points; stroke ${i + 1} is ${shown(stroke)}.`);
    const wrong = stroke.findIndex((point) => !isPoint(point));
    if (wrong === -1) return;
    throw new TypeError(`Points must be objects such as {x: 10, y: 20}, with numbers; point ${wrong + 1} of stroke ${i + 1} is ${shown(stroke[wrong])}.`);
  });
}

/** @param {any} point */
function isPoint(point) {
  return point === null || (typeof point === "object" && isCoordinate(point.x) && isCoordinate(point.y));
}

/** @param {unknown} value */
function isCoordinate(value) {
  return typeof value === "number" || value === null; // JSON has null for what is not a number.
}

/**
 * @param {unknown} value
 * @returns {string} As it would be typed, in a few characters.
 */
function shown(value) {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
