/**
 * Measures what teaching the demo is worth: `node site/bench/few-shot.mjs MODEL.json DIGITS.tra [--json FILE] [--search]`
 *
 * For the writers that a model reads worst: the share of their other drawings that is read right before and after 1, 3 and 10
 * corrections, and the same share of everybody else's drawings. Reads UNIPEN text, prints a table, and with `--json` writes the numbers.
 * `--search` tries many settings of the few-shot learner, to choose by.
 */
import { readFile, writeFile } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { parseArgs } from "node:util";
import { command } from "../bin/command.mjs";
import { PIXELS, strokesToGrid } from "../src/preprocessing/strokes.js";
import { createRecogniser } from "../src/index.js";
import { applyExamples, SHARPNESS, STRENGTH, unit } from "../src/inference/few-shot.js";
import { verdictOf } from "../src/inference/rejection.js";
import { provenance } from "./provenance.mjs";
import { readUnipen } from "./unipen.mjs";

const WRITERS = 6;
const CORRECTIONS = [1, 3, 10];

/** @typedef {{label: number, writer: string, answer: Float32Array, features: Float32Array}} Sample  A drawing, as the model sees it. */

/**
 * @param {string} model
 * @param {string} file
 * @returns {Promise<Sample[]>}
 */
async function samplesOf(model, file) {
  const text = await readFile(file, "utf8").catch(() => {
    throw new Error(`The drawings cannot be read from ${file}: check that the file is there.`);
  });
  const drawings = readUnipen(text);
  if (drawings.length === 0) throw new Error(`${file} holds no drawing: it should be UNIPEN text, as UCI publishes Pendigits.`);
  const recogniser = await createRecogniser({ model });
  const grids = new Float32Array(drawings.length * PIXELS);
  drawings.forEach(({ strokes }, i) => grids.set(strokesToGrid(strokes) ?? [], i * PIXELS));
  const [answers, features] = [await recogniser.answers(grids), await recogniser.features(grids)];
  const width = answers.length / drawings.length;
  return drawings.map(({ label, writer }, i) => ({
    label,
    writer,
    answer: answers.slice(i * width, (i + 1) * width),
    features: unit(features[i]),
  }));
}

/** @param {Float32Array} answer */
const read = (answer) => verdictOf(answer, { digit: 0, sure: 0 }).label;

/**
 * @param {Sample[]} samples
 * @param {Sample[]} lessons
 * @param {{strength: number, sharpness: number}} [how]
 */
const right = (samples, lessons, how) =>
  samples.filter(({ answer, features, label }) => read(applyExamples(answer, features, lessons, how)) === label).length / samples.length;

/**
 * @param {Sample[]} samples
 * @param {{strength: number, sharpness: number}} [how]
 */
function measure(samples, how) {
  const writers = [...new Set(samples.map(({ writer }) => writer))];
  const errors = (/** @type {string} */ name) => samples.filter((sample) => sample.writer === name && read(sample.answer) !== sample.label);
  const worst = writers.sort((a, b) => errors(b).length - errors(a).length).slice(0, WRITERS);
  return CORRECTIONS.map((count) => {
    const rows = worst.map((name) => {
      const lessons = errors(name).slice(0, count);
      const own = samples.filter((sample) => sample.writer === name && !lessons.includes(sample));
      const others = samples.filter((sample) => sample.writer !== name);
      return { own: [right(own, []), right(own, lessons, how)], others: [right(others, []), right(others, lessons, how)], lessons: lessons.length };
    });
    const mean = (/** @type {(row: typeof rows[0]) => number} */ of) => rows.reduce((sum, row) => sum + of(row), 0) / rows.length;
    return {
      corrections: count,
      given: mean((row) => row.lessons),
      own: { before: mean((row) => row.own[0]), after: mean((row) => row.own[1]) },
      others: { before: mean((row) => row.others[0]), after: mean((row) => row.others[1]) },
    };
  });
}

async function main() {
  const { values, positionals } = parseArgs({ options: { json: { type: "string" }, search: { type: "boolean" } }, allowPositionals: true });
  if (positionals.length !== 2) throw new Error("Name a model and a file of drawings: node site/bench/few-shot.mjs MODEL.json DIGITS.tra");
  const [model, file] = positionals;
  const samples = await samplesOf(model, file);
  if (values.search) return searched(samples);
  const rows = measure(samples);
  const where = await provenance(`make bench-teach STROKES=${basename(file)}`);
  const results = { ...where, model: basename(dirname(model)), file: basename(file), writers: WRITERS, strength: STRENGTH, sharpness: SHARPNESS, rows };
  if (values.json) await writeFile(values.json, `${JSON.stringify(results, null, 1)}\n`);
  const line = (/** @type {typeof rows[0]} */ { corrections, given, own, others }) =>
    `${corrections} corrections (${given.toFixed(1)} given): own drawings ${change(own)}, everybody else's ${change(others)}\n`;
  return rows.map(line).join("");
}

/**
 * @param {Sample[]} samples
 * @returns {string} The same table for many strengths and sharpnesses.
 */
function searched(samples) {
  const pairs = [4, 6, 8, 12].flatMap((strength) => [10, 20, 40, 80, 160].map((sharpness) => ({ strength, sharpness })));
  return pairs
    .map(
      (how) =>
        `${how.strength} ${how.sharpness}: ${measure(samples, how)
          .map(({ own, others }) => `${change(own)}, others ${change(others)}`)
          .join(" | ")}\n`,
    )
    .join("");
}

/** @param {{before: number, after: number}} shares */
function change({ before, after }) {
  return [before, after].map((share) => `${(100 * share).toFixed(2)} %`).join(" -> ");
}

await command(main);
