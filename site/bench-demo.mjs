/**
 * How fast the demo is beside the other ways to run the same network in a browser: bytes, first answer, one prediction, memory.
 *
 * Reads docs/assets/demo/, docs/models/inkling/ and build/www/; drives a headless Chromium; prints a table, and with `--json FILE` writes the numbers:
 * `node site/bench-demo.mjs --litert FILE [--json FILE] [--rounds 5] [--predictions 1000]`. `make bench-demo` makes the LiteRT file, too.
 */
import { access, mkdir, readFile, writeFile } from "node:fs/promises";
import { cpus, loadavg } from "node:os";
import { dirname, join, resolve } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { startBrowser } from "../tests/browser/browser.mjs";
import { host } from "./bench/host.mjs";
import { inTurn, largestDifference, median, percentile } from "./bench/numbers.mjs";
import { buildPages, checkPackages, RUNTIMES, versionOf } from "./bench/pages.mjs";
import { memoryOf, visit } from "./bench/visit.mjs";
import { command } from "./command.mjs";
import { strokesToGrid } from "./src/grid.js";

const repository = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const MODEL = "inkling";
const OURS = RUNTIMES[0].name;

/** What float16 weights and another order of sums may change in a probability. */
const TOLERANCE = 0.01;
const WARM = 200;
const BLOCKS = 20;
const MANY = 10_000;

/** Milliseconds after which a slow runtime need not predict any more often. */
const PATIENCE = 60_000;

/** Visits over a line like that of a telephone, where bytes cost time; fewer, for they take longer. */
const LINK = { megabits: 10, latency: 40 };
const LINK_ROUNDS = 3;

/** @typedef {import("playwright-core").Browser} Browser */
/** @typedef {import("./bench/visit.mjs").Memory} Memory */
/** @typedef {{predictions: number, before: Memory, after: Memory}} Growth */

/**
 * @typedef {object} Row  One runtime; lists have one number a round, times are in milliseconds.
 * @property {string} name
 * @property {string} title
 * @property {string | null} version
 * @property {number} difference  From our answers, at most, in a probability.
 * @property {number} bytes
 * @property {number[]} first
 * @property {number[]} first_linked
 * @property {number[]} median
 * @property {number[]} p95
 * @property {Growth | null} memory
 */

/**
 * @param {Browser} browser
 * @param {string} url
 * @param {number[][]} grids
 * @param {number} rounds
 * @param {number} predictions
 * @returns {Promise<Row[]>}
 */
async function measureRuntimes(browser, url, grids, rounds, predictions) {
  const rows = new Map(await Promise.all(RUNTIMES.map(async (runtime) => /** @type {const} */ ([runtime.name, await emptyRow(runtime)]))));
  const row = (/** @type {string} */ name) => /** @type {Row} */ (rows.get(name));
  await agree(browser, url, grids, row);
  for (let round = 0; round < rounds; round++) {
    say(`[${round + 1}/${rounds}] the runtimes`);
    const order = inTurn(RUNTIMES, round).map(({ name }) => row(name));
    await measureRound(browser, url, grids, predictions, order, round === rounds - 1);
  }
  for (let round = 0; round < Math.min(rounds, LINK_ROUNDS); round++) {
    for (const { name } of inTurn(RUNTIMES, round)) {
      say(`[over ${LINK.megabits} Mbit/s] ${name}`);
      const { first, close } = await visit(browser, `${url}${name}/`, { link: LINK, answered });
      row(name).first_linked.push(first);
      await close();
    }
  }
  return [...rows.values()];
}

/** Runs in a runtime's page. */
const answered = () => /** @type {any} */ (globalThis).bench?.first;

/**
 * Runs every page once, uncounted, and compares its answers with ours: what computes something else is not measured.
 *
 * @param {Browser} browser
 * @param {string} url
 * @param {number[][]} grids
 * @param {(name: string) => Row} row
 */
async function agree(browser, url, grids, row) {
  /** @type {number[][]} */
  let ours = [];
  for (const { name, title } of RUNTIMES) {
    const { page, close } = await visit(browser, `${url}${name}/`, { answered });
    const answers = await page.evaluate(async (grids) => {
      const found = [];
      for (const grid of grids) found.push(await /** @type {any} */ (globalThis).bench.answer(grid));
      return /** @type {number[][]} */ (found);
    }, grids);
    await close();
    if (name === OURS) ours = answers;
    row(name).difference = Math.max(...answers.map((answer, i) => largestDifference(answer, ours[i])));
    if (row(name).difference > TOLERANCE) {
      throw new Error(`${title} does not compute what we do (a probability differs by ${row(name).difference}): its model was converted wrongly, nothing was measured.`);
    }
  }
}

/**
 * One round: every page is opened, then all of them predict in turn, a block at a time, so that whatever else this machine does hits all alike.
 *
 * @param {Browser} browser
 * @param {string} url
 * @param {number[][]} grids
 * @param {number} predictions
 * @param {Row[]} rows  In the order in which to open them.
 * @param {boolean} last  Whether to look at the memory, too.
 */
async function measureRound(browser, url, grids, predictions, rows, last) {
  const open = [];
  for (const row of rows) {
    const visited = await visit(browser, `${url}${row.name}/`, { answered });
    row.first.push(visited.first);
    row.bytes = visited.transfers.reduce((sum, { bytes }) => sum + bytes, 0);
    await timed(visited.page, grids, WARM);
    open.push({ row, visited, times: /** @type {number[]} */ ([]) });
  }
  for (let block = 0; block < BLOCKS; block++) {
    for (const { visited, times } of inTurn(open, block)) times.push(...(await timed(visited.page, grids, Math.ceil(predictions / BLOCKS))));
  }
  for (const { row, visited, times } of open) {
    row.median.push(median(times));
    row.p95.push(percentile(times, 0.95));
    if (last) row.memory = await overPredictions(visited, grids[0]);
    await visited.close();
  }
}

/**
 * @param {import("playwright-core").Page} page
 * @param {number[][]} grids
 * @param {number} count
 * @returns {Promise<number[]>} Milliseconds of each prediction.
 */
function timed(page, grids, count) {
  return page.evaluate(([grids, count]) => /** @type {any} */ (globalThis).bench.time(grids, count), /** @type {const} */ ([grids, count]));
}

/**
 * @param {{page: import("playwright-core").Page, session: import("playwright-core").CDPSession}} visited
 * @param {number[]} grid
 * @returns {Promise<Growth>}
 */
async function overPredictions({ page, session }, grid) {
  const before = await memoryOf(page, session);
  const predictions = await page.evaluate(
    ([grid, count, limit]) => /** @type {Promise<number>} */ (/** @type {any} */ (globalThis).bench.repeat(grid, count, limit)),
    /** @type {const} */ ([grid, MANY, PATIENCE]),
  );
  return { predictions, before, after: await memoryOf(page, session) };
}

/**
 * @param {import("./bench/pages.mjs").Runtime} runtime
 * @returns {Promise<Row>}
 */
async function emptyRow(runtime) {
  const version = await versionOf(runtime);
  return { name: runtime.name, title: runtime.title, version, difference: NaN, bytes: NaN, first: [], first_linked: [], median: [], p95: [], memory: null };
}

/**
 * @param {Browser} browser
 * @param {string} url
 * @param {number} rounds
 */
async function measurePage(browser, url, rounds) {
  const { visitPage } = await import("./bench/real-page.mjs"); // It wants a built site.
  const visits = [];
  for (let round = 0; round < rounds; round++) {
    say(`[${round + 1}/${rounds}] the page of this site`);
    visits.push(await visitPage(browser, url, { using: true, predictions: round === rounds - 1 ? MANY : 0 }));
  }
  const linked = [];
  for (let round = 0; round < Math.min(rounds, LINK_ROUNDS); round++) linked.push((await visitPage(browser, url, { link: LINK })).first);
  return {
    bytes: visits[0].bytes,
    first: visits.map(({ first }) => first),
    first_linked: linked,
    long_tasks: { opening: visits.flatMap(({ opening }) => opening), drawing: visits.flatMap(({ drawing }) => drawing), visits: rounds },
    memory: visits[rounds - 1].memory,
  };
}

/** @param {Row[]} rows */
function table(rows) {
  const ours = rows[0];
  const cell = (/** @type {number} */ value, /** @type {number} */ digits, /** @type {number} */ own) => `${value.toFixed(digits)} (${(value / own).toFixed(2)}x)`.padStart(18);
  const line = (/** @type {Row} */ row) =>
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
  if (litert === undefined) throw new Error("Name the model for LiteRT.js, as 'python -m export litert' writes it: node site/bench-demo.mjs --litert FILE");
  await access(litert).catch(() => {
    throw new Error(`There is no model for LiteRT.js at ${litert}: write it with 'python -m export litert docs/models/${MODEL}/model.json ${litert}'.`);
  });
  await checkPackages();
  const [demo, models, site, out] = ["docs/assets/demo", "docs/models", "build/www", "build/bench/pages"].map((path) => join(repository, path));
  await access(join(demo, "inkling.js")).catch(() => {
    throw new Error(`The demo is not built in ${demo}: run 'make site' first.`);
  });
  const { digits } = JSON.parse(await readFile(join(repository, "site", "src", "examples.json"), "utf8"));
  const grids = digits.map((/** @type {import("./src/grid.js").Stroke[]} */ digit) => [...(strokesToGrid(digit) ?? [])]);
  await buildPages({ out, model: join(models, MODEL, "model.json"), litert, drawing: grids[3] });
  return { folders: { demo, models, site, ...Object.fromEntries(RUNTIMES.map(({ name }) => [name, join(out, name)])) }, grids };
}

/** What it is measured on; the load is that of the minute before the browser started. */
function machine() {
  const [hardware, [load]] = [{ processor: cpus()[0].model, cores: cpus().length }, loadavg()];
  if (load > hardware.cores / 2) say(`This machine is busy with something else (a load of ${load.toFixed(1)}): times will come out too long.`);
  return { hardware, load };
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
  const where = machine();
  const browser = await startBrowser();
  const server = await host(folders);
  try {
    const page = await measurePage(browser, `${server.url}site/`, rounds);
    const runtimes = await measureRuntimes(browser, server.url, grids, rounds, predictions);
    const settings = { browser: browser.version(), model: MODEL, rounds, warm: WARM, predictions, link: LINK };
    if (values.json) await writeFile(values.json, `${JSON.stringify({ ...where, ...settings, runtimes, page }, null, 1)}\n`);
    return table(runtimes);
  } finally {
    await browser.close();
    server.close();
  }
}

await command(main);
