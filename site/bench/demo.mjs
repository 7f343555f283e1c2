/**
 * Measures the demo and four other ways to run the same network in a browser: bytes, first answer, one prediction, memory; and how soon
 * the pages of the laboratory are ready.
 *
 * `node site/bench/demo.mjs --litert FILE --onnx FILE [--json FILE] [--rounds 5] [--predictions 1000]`, or `make bench-demo`, which takes
 * the published files. Reads docs/assets/demo/, docs/models/inkling/ and build/www/, drives a headless Chromium, prints a table, and with `--json`
 * writes the numbers.
 */
import { access, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { command } from "../bin/command.mjs";
import { serve } from "../bin/serve.mjs";
import { startChromium } from "../browser/drivers/chromium.mjs";
import { strokesToGrid } from "../src/preprocessing/strokes.js";
import { measureLab } from "./lab-pages.mjs";
import { machine } from "./machine.mjs";
import { provenance } from "./provenance.mjs";
import { buildPages, checkPackages, RUNTIMES } from "./runtime-pages.mjs";
import { MANY, measureRuntimes, WARM } from "./runtimes.mjs";
import { median } from "./statistics.mjs";

const repository = resolve(dirname(fileURLToPath(import.meta.url)), "..", "..");
const MODEL = "inkling";

/** Pages are isolated, so that Chromium's clock tells 5 microseconds apart instead of 100. */
const HEADERS = { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" };

/** Everything is compressed: no runtime has an advantage by the kind of its files. */
const COMPRESSED = /./;

/** Visits over a slow line, like that of a telephone, where bytes cost time. They take longer, so there are fewer of them. */
const LINK = { megabits: 10, latency: 40, rounds: 3 };

/**
 * @param {import("playwright-core").Browser} browser
 * @param {string} url
 * @param {number} rounds
 */
async function measurePage(browser, url, rounds) {
  const { visitPage } = await import("./site-page.mjs"); // It needs a built site, so `prepared` has to come first.
  const visits = [];
  for (let round = 0; round < rounds; round++) {
    say(`[${round + 1}/${rounds}] the page of this site`);
    visits.push(await visitPage(browser, url, { using: true, predictions: round === rounds - 1 ? MANY : 0 }));
  }
  const linked = [];
  for (let round = 0; round < LINK.rounds; round++) linked.push((await visitPage(browser, url, { link: LINK })).first);
  return {
    bytes: visits[0].bytes,
    first: visits.map(({ first }) => first),
    first_linked: linked,
    long_tasks: { opening: visits.flatMap(({ opening }) => opening), drawing: visits.flatMap(({ drawing }) => drawing), visits: rounds },
    memory: visits[rounds - 1].memory,
  };
}

/** @param {import("./runtimes.mjs").Row[]} rows */
function table(rows) {
  const ours = rows[0];
  const cell = (/** @type {number} */ value, /** @type {number} */ digits, /** @type {number} */ own) =>
    `${value.toFixed(digits)} (${(value / own).toFixed(2)}x)`.padStart(18);
  const line = (/** @type {import("./runtimes.mjs").Row} */ row) =>
    row.title.padEnd(30) +
    cell(row.bytes / 1000, 1, ours.bytes / 1000) +
    cell(median(row.first), 0, median(ours.first)) +
    cell(median(row.first_linked), 0, median(ours.first_linked)) +
    cell(median(row.median), 3, median(ours.median)) +
    cell(median(row.p95), 3, median(ours.p95));
  const heads = ["KB", "first, ms", "on a line, ms", "median, ms", "95 %, ms"].map((head) => head.padStart(18));
  return `${"".padEnd(30)}${heads.join("")}\n${rows.map(line).join("\n")}\n`;
}

/** @param {string} news */
const say = (news) => process.stderr.write(`${news}\n`);

/**
 * @param {string} text
 * @param {string} what
 */
function whole(text, what) {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new Error(`${what} is a whole number above 0, not "${text}".`);
  return Number(text);
}

/**
 * @param {{litert?: string, onnx?: string}} files  The model for other runtimes.
 * @returns {Promise<{folders: Record<string, string>, grids: number[][]}>} What to serve, and the drawings to predict.
 * @throws {Error} When something is not there.
 */
async function prepared({ litert, onnx }) {
  const models = { litert: await converted("litert", litert), onnx: await converted("onnx", onnx) };
  await checkPackages();
  const [demo, published, site, out] = ["docs/assets/demo", "docs/models", "build/www", "build/bench/pages"].map((path) => join(repository, path));
  await access(join(demo, "recogniser.js")).catch(() => {
    throw new Error(`The demo is not built in ${demo}: run 'make site' first.`);
  });
  const { digits } = JSON.parse(await readFile(join(repository, "site", "src", "app", "examples.json"), "utf8"));
  const grids = digits.map((/** @type {import("../src/preprocessing/strokes.js").Stroke[]} */ digit) => [...(strokesToGrid(digit) ?? [])]);
  await buildPages({ out, ...models, drawing: grids[3] });
  return { folders: { demo, models: published, site, ...Object.fromEntries(RUNTIMES.map(({ name }) => [name, join(out, name)])) }, grids };
}

/**
 * @param {"litert" | "onnx"} format
 * @param {string | undefined} file
 * @returns {Promise<string>} The file, which is there.
 */
async function converted(format, file) {
  const write = `'python -m export convert RUN --format ${format}'`;
  if (file === undefined) throw new Error(`Name the file that ${write} wrote: node site/bench/demo.mjs --litert FILE --onnx FILE`);
  await access(file).catch(() => {
    throw new Error(`There is no model at ${file}: write it with ${write}.`);
  });
  return file;
}

async function main() {
  const { values } = parseArgs({
    options: {
      litert: { type: "string" },
      onnx: { type: "string" },
      json: { type: "string" },
      rounds: { type: "string", default: "5" },
      predictions: { type: "string", default: "1000" },
    },
  });
  const [rounds, predictions] = [whole(values.rounds, "--rounds"), whole(values.predictions, "--predictions")];
  const { folders, grids } = await prepared(values);
  if (values.json) await mkdir(dirname(resolve(values.json)), { recursive: true });
  const where = await machine(say);
  const browser = await startChromium();
  const { url, stop } = await serve(folders, { port: 0, headers: HEADERS, compressed: COMPRESSED });
  try {
    const page = await measurePage(browser, `${url}site/`, rounds);
    const laboratory = await measureLab(browser, `${url}site/`, { rounds, link: LINK, say });
    const runtimes = await measureRuntimes(browser, url, { grids, rounds, predictions, link: LINK, say });
    const origin = await provenance("make bench-demo");
    const settings = { ...origin, browser: browser.version(), model: MODEL, rounds, warm: WARM, predictions, link: LINK };
    if (values.json) await writeFile(values.json, `${JSON.stringify({ ...where, ...settings, runtimes, page, laboratory }, null, 1)}\n`);
    return table(runtimes);
  } finally {
    await browser.close();
    await stop();
  }
}

await command(main);
