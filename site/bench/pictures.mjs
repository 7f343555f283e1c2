/**
 * Measures how long a picture takes from its pixels to the grids: `node site/bench/pictures.mjs [ROUNDS]`
 *
 * Pictures of a digit and of a number, of several sizes, clean and as photographs. The browser decodes a picture and
 * scales it down to 1,024 pixels on the longer side; neither is measured here. Prints the shortest of
 * the rounds in milliseconds, which other work on the machine disturbs least, and its ratio to that of 800x600.
 */
import process from "node:process";
import { command } from "../bin/command.mjs";
import { brightness } from "../src/input/read-picture.js";
import { pictureParts } from "../src/preprocessing/picture-parts.js";
import { smallest } from "../src/preprocessing/pixels.js";
import { strokesToGrid } from "../src/preprocessing/strokes.js";
import examples from "../src/app/examples.json" with { type: "json" };

/** The longer side that the page reads. */
const SIDE = 1024;

const SIZES = /** @type {[number, number][]} */ ([
  [800, 600],
  [1023, 767],
  [1024, 768],
  [4000, 3000],
]);

/**
 * @param {number} width
 * @param {number} height
 * @param {boolean} isPhotograph  In light that fades, with noise.
 * @param {number[]} digits
 * @returns {{data: Uint8ClampedArray, width: number, height: number}}
 */
function drawn(width, height, isPhotograph, digits) {
  const grids = digits.map((digit) => /** @type {Float64Array} */ (strokesToGrid(examples.digits[digit])));
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  const scale = Math.min(height, width / grids.length) / 28;
  let state = 1;
  for (let i = 0; i < width * height; i++) {
    state = (state * 16807) % 2147483647;
    const [x, y] = [i % width, Math.floor(i / width)];
    const column = Math.floor(x / scale);
    const ink = grids[Math.floor(column / 28)]?.[Math.floor(y / scale) * 28 + (column % 28)] ?? 0;
    const light = isPhotograph ? 1 - (0.3 * x) / width + 0.06 * (state / 2147483647 - 0.5) : 1;
    data.fill(230 * (1 - 0.8 * ink) * light, 4 * i, 4 * i + 3);
  }
  return { data, width, height };
}

/** @param {ReturnType<typeof drawn>} pixels */
function scaledDown({ data, width, height }) {
  const scale = Math.min(SIDE / Math.max(width, height), 1);
  if (scale === 1) return { data, width, height };
  const [columns, rows] = [Math.round(width * scale), Math.round(height * scale)];
  const small = new Uint8ClampedArray(columns * rows * 4);
  for (let i = 0; i < columns * rows; i++) {
    const at = 4 * (Math.floor(Math.floor(i / columns) / scale) * width + Math.floor((i % columns) / scale));
    small.set(data.subarray(at, at + 4), 4 * i);
  }
  return { data: small, width: columns, height: rows };
}

/**
 * @param {ReturnType<typeof drawn>} pixels
 * @param {number} rounds
 * @returns {number} Milliseconds, the shortest.
 */
function measured(pixels, rounds) {
  const times = Float64Array.from({ length: rounds }, () => {
    const start = performance.now();
    pictureParts(brightness(pixels));
    return performance.now() - start;
  });
  return smallest(times);
}

/** @param {string[]} args */
async function main([rounds = "9"]) {
  const lines = [];
  for (const [what, isPhotograph, digits] of /** @type {[string, boolean, number[]][]} */ ([
    ["a clean digit", false, [5]],
    ["a photograph of a digit", true, [5]],
    ["a clean number", false, [4, 2, 7]],
    ["a photograph of a number", true, [4, 2, 7]],
  ])) {
    measured(drawn(...SIZES[0], isPhotograph, digits), 3); // So that all code is compiled.
    const times = SIZES.map(([width, height]) => measured(scaledDown(drawn(width, height, isPhotograph, digits)), Number(rounds)));
    const shown = times.map((time, i) => `${SIZES[i].join("x")} ${time.toFixed(0)} ms (${(time / times[0]).toFixed(2)})`);
    lines.push(`${what}: ${shown.join(", ")}`);
  }
  return `${lines.join("\n")}\n`;
}

await command(() => main(process.argv.slice(2)));
