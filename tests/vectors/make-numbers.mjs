/**
 * Writes `numbers.json` beside this file: drawings of several digits, the flagship's answers for each possible segment, and what both
 * twins must make of them: `node tests/vectors/make-numbers.mjs`. Read the difference after a deliberate change.
 */
import { readFile, writeFile } from "node:fs/promises";
import { createRecogniser } from "../../site/src/index.js";
import { NumberReader, numberText } from "../../site/src/preprocessing/number-reader.js";

const here = (/** @type {string} */ path) => new URL(path, import.meta.url);
const { digits } = JSON.parse(await readFile(here("../../site/src/app/examples.json"), "utf8"));
const model = here("../../docs/models/inkling/model.json");
const { thresholds } = JSON.parse(await readFile(model, "utf8")).userDefinedMetadata;

/** @typedef {[number, number][][]} Strokes */

/** @type {Record<string, {strokes: Strokes, width: number}>} Signs, in heights of a digit. */
const SIGNS = {
  "-": { strokes: [[[0, 0.5], [0.2, 0.49], [0.4, 0.51]]], width: 0.4 },
  ".": { strokes: [[[0.02, 0.95], [0.05, 0.97]]], width: 0.08 },
  ",": { strokes: [[[0.08, 0.88], [0.09, 1], [0, 1.15]]], width: 0.1 },
  "+": { strokes: [[[0, 0.5], [0.5, 0.5]], [[0.25, 0.25], [0.25, 0.75]]], width: 0.5 },
  "×": { strokes: [[[0, 0.3], [0.45, 0.7]], [[0.42, 0.28], [0.02, 0.72]]], width: 0.5 },
  "=": { strokes: [[[0, 0.4], [0.4, 0.4]], [[0.01, 0.6], [0.42, 0.61]]], width: 0.4 },
  ":": { strokes: [[[0.03, 0.35], [0.04, 0.36]], [[0.03, 0.75]]], width: 0.06 },
  "/": { strokes: [[[0.7, -0.05], [0.35, 0.5], [0, 1.05]]], width: 0.7 },
  "÷": { strokes: [[[0, 0.5], [0.42, 0.5]], [[0.2, 0.28], [0.22, 0.29]], [[0.21, 0.72]]], width: 0.42 },
  "%": { strokes: [[[0.14, 0], [0.03, 0.06], [0, 0.17], [0.06, 0.3], [0.18, 0.31], [0.26, 0.18], [0.22, 0.04], [0.14, 0]], [[0.6, 0], [0.35, 0.5], [0.1, 1]], [[0.6, 0.68], [0.48, 0.74], [0.46, 0.87], [0.53, 0.98], [0.66, 0.97], [0.72, 0.85], [0.68, 0.72], [0.6, 0.68]]], width: 0.72 },
  "|": { strokes: [[[0.5, 0], [0, 1]]], width: 0.5 },
};

/**
 * @param {string} text  Digits and signs.
 * @param {number} [gap]  Between neighbours, in heights; below 0 they overlap.
 * @returns {Strokes}
 */
function written(text, gap = 0.15) {
  let x = 0.2;
  return [...text].flatMap((letter) => {
    const { strokes, width } = SIGNS[letter] ?? ofHeightOne(digits[Number(letter)]);
    const at = x;
    x += width + gap;
    return strokes.map((stroke) => stroke.map(([px, py]) => /** @type {[number, number]} */ ([rounded((at + px) / 5), rounded(0.3 + py / 5)])));
  });
}

/**
 * @param {string} text  Digits that their examples draw with one stroke.
 * @param {number} [gap]  Between neighbours, in heights.
 * @returns {Strokes} One stroke: a straight line leads from the end of each digit to the next.
 */
function joined(text, gap = 0.15) {
  let x = 0.2;
  const stroke = [...text].flatMap((letter) => {
    const { strokes, width } = ofHeightOne(digits[Number(letter)]);
    const at = x;
    x += width + gap;
    return strokes[0].map(([px, py]) => /** @type {[number, number]} */ ([rounded((at + px) / 5), rounded(0.3 + py / 5)]));
  });
  return [stroke];
}

/** @param {{x: number, y: number}[][]} drawing */
function ofHeightOne(drawing) {
  const [xs, ys] = [drawing.flat().map(({ x }) => x), drawing.flat().map(({ y }) => y)];
  const [left, top, height] = [Math.min(...xs), Math.min(...ys), Math.max(...ys) - Math.min(...ys)];
  const strokes = drawing.map((stroke) => stroke.map(({ x, y }) => /** @type {[number, number]} */ ([(x - left) / height, (y - top) / height])));
  return { strokes, width: (Math.max(...xs) - left) / height };
}

/** @param {number} value */
const rounded = (value) => Math.round(value * 1e4) / 1e4;

/** @type {[number, number][]} */
const OVAL = [[0.5, 0.14], [0.4, 0.17], [0.32, 0.26], [0.28, 0.4], [0.28, 0.56], [0.31, 0.72], [0.38, 0.84], [0.5, 0.88], [0.62, 0.84], [0.69, 0.72], [0.72, 0.56], [0.72, 0.4], [0.68, 0.26], [0.6, 0.17], [0.5, 0.14]];

/** @type {[string, string, Strokes][]} What it shows, the right text, the drawing. */
const CASES = [
  ...["-25", "1,50", "3.14", "3+4", "8/0", "1/2", "8:0", "3×4", "1+1=2", "12:30", "-1.5", "3÷4", "8÷2=4", "50%", "7%"].map(
    (text) => /** @type {[string, string, Strokes]} */ ([`signs beside digits: ${text}`, text, written(text)]),
  ),
  ["a stroke that may be a one or a slash is both", "8(1|/)0", written("8|0")],
  ["strokes of a four stay together", "475", written("475")],
  ["a row of ones", "1111", written("1111", 0.12)],
  ["a one in two strokes that touch is one digit", "1", [[[0.4, 0.3], [0.52, 0.14]], [[0.53, 0.15], [0.53, 0.88]]]],
  ["a one in two halves is one digit", "1", [[[0.56, 0.12], [0.53, 0.45]], [[0.52, 0.5], [0.49, 0.88]]]],
  ["a nine whose stem is a hundredth to the right is one digit", "9", [[[0.6, 0.3], [0.55, 0.2], [0.45, 0.18], [0.38, 0.25], [0.36, 0.36], [0.42, 0.47], [0.52, 0.46], [0.6, 0.36], [0.61, 0.28]], [[0.62, 0.2], [0.62, 0.5], [0.61, 0.88]]]],
  ["a four in four pieces is one digit", "4", [[[0.45, 0.12], [0.38, 0.35]], [[0.37, 0.37], [0.28, 0.58]], [[0.28, 0.6], [0.7, 0.6]], [[0.57, 0.15], [0.56, 0.9]]]],
  ...["00", "20", "10", "22", "33", "66", "200"].map((text) => /** @type {[string, string, Strokes]} */ ([`digits joined by a line: ${text}`, text, joined(text)])),
  ["two ones joined closely are refused, because they may be an N", "?", [[[0.24, 0.26], [0.22, 0.76], [0.54, 0.26], [0.52, 0.76]]]],
  ["two ones with flags joined by a line", "11", [[[0.2, 0.36], [0.3, 0.24], [0.29, 0.76], [0.52, 0.4], [0.68, 0.24], [0.67, 0.76]]]],
  ["two fives joined by a line", "55", [[[0.12, 0.26], [0.1, 0.46], [0.18, 0.43], [0.26, 0.45], [0.31, 0.51], [0.32, 0.59], [0.29, 0.69], [0.23, 0.75], [0.15, 0.76], [0.08, 0.72], [0.14, 0.76], [0.24, 0.76], [0.36, 0.68], [0.46, 0.56], [0.53, 0.4], [0.58, 0.26], [0.56, 0.46], [0.64, 0.43], [0.72, 0.45], [0.77, 0.51], [0.78, 0.58], [0.75, 0.68], [0.69, 0.75], [0.61, 0.76], [0.54, 0.72]]]],
  ["a joined number beside a digit", "203", [...joined("20"), ...written("3").map((stroke) => stroke.map(([x, y]) => /** @type {[number, number]} */ ([rounded(x + 0.33), y])))]],
  ["a two with a long tail is one digit", "2", [[[0.3, 0.3], [0.36, 0.2], [0.46, 0.2], [0.5, 0.32], [0.42, 0.5], [0.28, 0.7], [0.42, 0.69], [0.6, 0.68], [0.8, 0.66]]]],
  ...[["an upright slash", [[0.51, 0.24], [0.5, 0.78]]], ["a steep slash", [[0.6, 0.24], [0.4, 0.78]]], ["a slash beyond it", [[0.76, 0.08], [0.5, 0.5], [0.24, 0.92]]], ["a slash the other way", [[0.26, 0.1], [0.75, 0.9]]], ["a dot", [[0.5, 0.5], [0.52, 0.52]]]].map(
    ([what, stroke]) => /** @type {[string, string, Strokes]} */ ([`a zero with ${what} is one digit`, "0", /** @type {any} */ ([OVAL, stroke])]),
  ),
  ["an oval with a level line is another character", "?", [OVAL, [[0.32, 0.52], [0.69, 0.5]]]],
  ["a slashed zero beside digits", "304", [...written("3"), ...[OVAL, [[0.6, 0.24], [0.4, 0.78]]].map((stroke) => stroke.map(([x, y]) => /** @type {[number, number]} */ ([rounded(0.1 + x / 3.6), rounded(0.27 + y / 3.7)]))), ...written("4").map((stroke) => stroke.map(([x, y]) => /** @type {[number, number]} */ ([rounded(x + 0.3), y])))]],
  ...["10", "16", "91"].map((text) => /** @type {[string, string, Strokes]} */ ([`digits that overlap by 5 % of the height: ${text}`, text, written(text, -0.05)])),
];

const recogniser = await createRecogniser({ model });
const cases = [];
for (const [why, text, strokes] of CASES) {
  /** @type {number[][]} */
  const answers = [];
  const read = recogniser.read;
  const listening = { ...recogniser, read: async (/** @type {any} */ grids) => {
    const values = Float32Array.from(grids.flatMap((/** @type {Float64Array} */ grid) => [...grid]));
    const found = await recogniser.answers(values);
    for (let i = 0; i < grids.length; i++) answers.push([...found.subarray(i * 11, i * 11 + 11)].map(rounded));
    return read(grids);
  } };
  const { pieces } = await new NumberReader().read(listening, strokes.map((stroke) => stroke.map(([x, y]) => ({ x, y }))));
  if (numberText(pieces) !== text) throw new Error(`${why}: ${numberText(pieces)} instead of ${text}`);
  cases.push({ why, text, pieces: pieces.map((piece) => piece.strokes.length), strokes, answers });
}
recogniser.dispose();
const certain = /** @type {typeof cases[0]} */ (cases.find(({ text }) => text === "475"));
const doubtful = { ...certain, why: "an unsure digit shows both candidates", text: "(4|9)75", answers: certain.answers.map((row) => [...row]) };
const four = doubtful.answers.findIndex((row, i) => i > 0 && row[4] > 0.9);
doubtful.answers[four] = [0, 0, 0, 0, 0.5, 0, 0, 0, 0, 0.45, 0.05];
cases.push(doubtful);
const about = "Drawings of several digits, what a network answers for their segments, and the number that they are. trainer/reading/segment_number.py and site/src/preprocessing/number-reader.js are both tested on them. Written by make-numbers.mjs.";
const lines = cases.map((one) => JSON.stringify(one)).join(",\n");
await writeFile(here("numbers.json"), `{\n"about": ${JSON.stringify(about)},\n"thresholds": ${JSON.stringify(thresholds)},\n"cases": [\n${lines}\n]}\n`);
