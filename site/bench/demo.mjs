/**
 * How fast the demo is beside the other ways to run the same network in a browser: bytes, first answer, one prediction, memory.
 *
 * Reads docs/assets/demo/, docs/models/inkling/ and build/www/; drives a headless Chromium; prints a table, and with `--json FILE` writes the numbers:
 * `node site/bench/demo.mjs --litert FILE [--json FILE] [--rounds 5] [--predictions 1000]`. `make bench-demo` makes the LiteRT file, too.
 */
import { access, mkdir, readFile, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { dirname, join, resolve } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { startBrowser } from "../browser/chromium.mjs";
import { host } from "./host.mjs";
import { median } from "./numbers.mjs";
import { buildPages, checkPackages, RUNTIMES } from "./pages.mjs";
import { MANY, measureRuntimes, WARM } from "./runtimes.mjs";
import { command } from "../bin/command.mjs";
import { strokesToGrid } from "../src/preprocessing/strokes.js";

const repository = resolve(dirname(fileURLToPath(import.meta.url)), "..", "..");
const MODEL = "inkling";

/** Visits over a line like that of a telephone, where bytes cost time; fewer, for they take longer. */
const LINK = { megabits: 10, latency: 40, rounds: 3 };

/**
 * @param {import("playwright-core").Browser} browser
 * @param {string} url
 * @param {number} rounds
 */
async function measurePage(browser, url, rounds) {
  const { visitPage } = await import("./real-page.mjs"); // It wants a built site.
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
  const cell = (/** @type {number} */ value, /** @type {number} */ digits, /** @type {number} */ own) => `${value.toFixed(digits)} (${(value / own).toFixed(2)}x)`.padStart(18);
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
 * @param {string | undefined} litert
 * @returns {Promise<{folders: Record<string, string>, grids: number[][]}>} What to serve, and the drawings to predict.
 * @throws {Error} When something is not there.
 */
async function prepared(litert) {
  if (litert === undefined) throw new Error("Name the model for LiteRT.js, as 'python -m export litert' writes it: node site/bench/demo.mjs --litert FILE");
  await access(litert).catch(() => {
    throw new Error(`There is no model for LiteRT.js at ${litert}: write it with 'python -m export litert docs/models/${MODEL}/model.json ${litert}'.`);
  });
  await checkPackages();
  const [demo, models, site, out] = ["docs/assets/demo", "docs/models", "build/www", "build/bench/pages"].map((path) => join(repository, path));
  await access(join(demo, "inkling.js")).catch(() => {
    throw new Error(`The demo is not built in ${demo}: run 'make site' first.`);
  });
  const { digits } = JSON.parse(await readFile(join(repository, "site", "src", "app", "examples.json"), "utf8"));
  const grids = digits.map((/** @type {import("../src/preprocessing/strokes.js").Stroke[]} */ digit) => [...(strokesToGrid(digit) ?? [])]);
  await buildPages({ out, model: join(models, MODEL, "model.json"), litert, drawing: grids[3] });
  return { folders: { demo, models, site, ...Object.fromEntries(RUNTIMES.map(({ name }) => [name, join(out, name)])) }, grids };
}

/** What it is measured on, and the share of its cores that other programs keep busy, 0 to 1: over two seconds, before a browser starts. */
async function machine() {
  const times = () => cpus().map(({ times: { idle, ...working } }) => ({ idle, working: Object.values(working).reduce((sum, time) => sum + time) }));
  const before = times();
  await new Promise((resolve) => setTimeout(resolve, 2000));
  const [idle, working] = times().reduce(([rest, work], core, i) => [rest + core.idle - before[i].idle, work + core.working - before[i].working], [0, 0]);
  const busy = working / (idle + working);
  if (busy > 0.25) say(`Other programs keep ${Math.round(100 * busy)} % of this machine busy: times will come out too long.`);
  return { hardware: { processor: cpus()[0].model, cores: cpus().length }, busy };
}

async function main() {
  const { values } = parseArgs({
    options: {
      litert: { type: "string" },
      json: { type: "string" },
      rounds: { type: "string", default: "5" },
      predictions: { type: "string", default: "1000" },
    },
  });
  const [rounds, predictions] = [whole(values.rounds, "--rounds"), whole(values.predictions, "--predictions")];
  const { folders, grids } = await prepared(values.litert);
  if (values.json) await mkdir(dirname(resolve(values.json)), { recursive: true });
  const where = await machine();
  const browser = await startBrowser();
  const server = await host(folders);
  try {
    const page = await measurePage(browser, `${server.url}site/`, rounds);
    const runtimes = await measureRuntimes(browser, server.url, { grids, rounds, predictions, link: LINK, say });
    const settings = { browser: browser.version(), model: MODEL, rounds, warm: WARM, predictions, link: LINK };
    if (values.json) await writeFile(values.json, `${JSON.stringify({ ...where, ...settings, runtimes, page }, null, 1)}\n`);
    return table(runtimes);
  } finally {
    await browser.close();
    server.close();
  }
}

await command(main);
