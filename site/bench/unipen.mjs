/**
 * Reads UNIPEN text, as UCI publishes Pendigits: who wrote which digit, and with which strokes. No other JavaScript file knows the format.
 */

/** @typedef {{label: number, writer: string, strokes: {x: number, y: number}[][]}} Sample  y grows downwards, as in the rest of the code. */

/**
 * @param {string} text  Of a file; its y grows upwards.
 * @returns {Sample[]} Empty where the text holds no segment.
 */
export function readUnipen(text) {
  return text
    .split(/^\.SEGMENT/m)
    .slice(1)
    .map((segment) => ({
      label: Number(/"(\d)"/.exec(segment)?.[1]),
      writer: /^\.COMMENT\s+\d+\s+(\d+)/m.exec(segment)?.[1] ?? "",
      strokes: [...segment.matchAll(/^\.PEN_DOWN\n([\s\S]*?)^\.PEN_UP/gm)].map(([, lines]) => points(lines)),
    }));
}

/**
 * @param {string} lines  Of one stroke: a pair of numbers each.
 * @returns {{x: number, y: number}[]}
 */
function points(lines) {
  return [...lines.matchAll(/^\s*(-?\d+)\s+(-?\d+)/gm)].map(([, x, y]) => ({ x: Number(x), y: -Number(y) }));
}
