/**
 * Measures how well numbers are read: `node site/bench/numbers.mjs MODEL.json DIGITS [COUNT]`
 *
 * DIGITS is UNIPEN text, or JSON with `strokes`, `labels` and `writers`. Composes numbers of 2 to 6 digits of one writer, side by side at
 * random distances and scales, and prints the share that is read exactly; the same of 2 or 3 digits of one stroke each that a line
 * joins; and the share of single digits that is read as a number.
 */
import { readFile } from "node:fs/promises";
import process from "node:process";
import { command } from "../bin/command.mjs";
import { createRecogniser } from "../src/index.js";
import { boxOf } from "../src/preprocessing/number-marks.js";
import { numberText, readNumber } from "../src/preprocessing/number-reader.js";
import { readUnipen } from "./unipen.mjs";

/** Digits that a writer must have given, at least. */
const ENOUGH = 20;

/** @typedef {import("./unipen.mjs").Sample} Sample */

/**
 * @param {string} file
 * @returns {Promise<Sample[]>}
 */
async function samplesOf(file) {
  const text = await readFile(file, "utf8");
  if (!text.startsWith("{")) return readUnipen(text);
  const { strokes, labels, writers } = JSON.parse(text);
  const pointsOf = (/** @type {number[][]} */ stroke) => stroke.map(([x, y]) => ({ x, y }));
  return strokes.map((/** @type {number[][][]} */ drawing, /** @type {number} */ i) => ({
    label: Number(labels[i]),
    writer: writers[i],
    strokes: drawing.map(pointsOf),
  }));
}

/**
 * @param {number} seed
 * @returns {() => number} Random numbers in 0..1, the same for the same seed (mulberry32).
 */
function randomOf(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * @param {Sample[]} digits  Of one writer.
 * @param {() => number} random
 * @param {[number, number]} gaps  The least and the largest gap between neighbours, in heights.
 */
function compose(digits, random, [least, most]) {
  let [x, label] = [0, ""];
  const strokes = Array.from({ length: 2 + Math.floor(5 * random()) }).flatMap(() => {
    const digit = digits[Math.floor(digits.length * random())];
    const box = boxOf(digit.strokes.flat());
    const scale = (0.8 + 0.4 * random()) / Math.max(box.height, box.width / 1.5, 1e-6);
    const [left, top] = [x, 0.2 * (random() - 0.5)];
    x += box.width * scale + least + (most - least) * random();
    label += digit.label;
    return digit.strokes.map((stroke) => stroke.map((point) => ({ x: (left + (point.x - box.left) * scale) / 8, y: (top + (point.y - box.top) * scale) / 8 })));
  });
  return { label, strokes };
}

/**
 * @param {Sample[]} digits  Of one writer, of one stroke each.
 * @param {() => number} random
 * @returns {{label: string, strokes: Sample["strokes"]}} Two or three of them in one stroke: straight lines lead from one to the next.
 */
function join(digits, random) {
  const wanted = Array.from({ length: 2 + Math.floor(2 * random()) }, () => digits[Math.floor(digits.length * random())]);
  let x = 0;
  const stroke = wanted.flatMap(({ strokes: [points] }) => {
    const box = boxOf(points);
    const scale = (0.85 + 0.3 * random()) / Math.max(box.height, box.width / 1.5, 1e-6);
    const [left, top] = [x, 0.1 * (random() - 0.5)];
    x += box.width * scale + 0.05 + 0.4 * random();
    return points.map((point) => ({ x: (left + (point.x - box.left) * scale) / 8, y: (top + (point.y - box.top) * scale) / 8 }));
  });
  return { label: wanted.map(({ label }) => label).join(""), strokes: [stroke] };
}

/**
 * @param {import("../src/index.js").Recogniser} recogniser
 * @param {Sample[][]} writers
 * @param {number} count
 * @param {(digits: Sample[], random: () => number) => {label: string, strokes: Sample["strokes"]}} number
 */
async function readExactly(recogniser, writers, count, number) {
  const random = randomOf(1);
  let right = 0;
  for (let i = 0; i < count; i++) {
    const { label, strokes } = number(writers[Math.floor(writers.length * random())], random);
    if (numberText(await readNumber(recogniser, strokes)) === label) right += 1;
  }
  return `${right} of ${count}`;
}

/** @param {string[]} args */
async function main([model, file, count = "500"]) {
  if (file === undefined) throw new Error("Name a model and a file of digits: node site/bench/numbers.mjs MODEL.json DIGITS [COUNT]");
  const recogniser = await createRecogniser({ model });
  const samples = await samplesOf(file);
  const byWriter = (/** @type {Sample[]} */ some) =>
    [...new Set(some.map(({ writer }) => writer))].map((name) => some.filter(({ writer }) => writer === name)).filter(({ length }) => length >= ENOUGH);
  const lines = [];
  for (const gaps of /** @type {[number, number][]} */ ([
    [-0.05, 0.4],
    [-0.08, 0.05],
  ])) {
    const exact = await readExactly(recogniser, byWriter(samples), Number(count), (digits, random) => compose(digits, random, gaps));
    lines.push(`numbers with gaps of ${gaps.join(" to ")} heights read exactly: ${exact}`);
  }
  const single = samples.filter(({ strokes }) => strokes.length === 1 && strokes[0].length > 1);
  lines.push(`numbers in one stroke read exactly: ${await readExactly(recogniser, byWriter(single), Number(count), join)}`);
  for (const [what, some] of /** @type {[string, Sample[]][]} */ ([
    ["several strokes", samples.filter(({ strokes }) => strokes.length > 1)],
    ["one stroke", single],
  ])) {
    let numbers = 0;
    for (const { strokes } of some) numbers += (await readNumber(recogniser, strokes)).length > 1 ? 1 : 0;
    lines.push(`single digits of ${what} read as a number: ${numbers} of ${some.length}`);
  }
  return `${lines.join("\n")}\n`;
}

await command(() => main(process.argv.slice(2)));
