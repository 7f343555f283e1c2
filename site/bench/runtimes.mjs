/**
 * Measures every runtime with the same network: the pages open, answer and predict in turn.
 */
import { inTurn, largestDifference, median, percentile } from "./statistics.mjs";
import { RUNTIMES, versionOf } from "./runtime-pages.mjs";
import { memoryOf, visit } from "./measured-visit.mjs";

const OURS = RUNTIMES[0].name;

/** How much float16 weights and another order of sums may change a probability. */
const TOLERANCE = 0.01;
export const WARM = 200;
const BLOCKS = 20;
export const MANY = 10_000;

/** Milliseconds after which a slow runtime may stop predicting. */
const PATIENCE = 60_000;

/** @typedef {import("playwright-core").Browser} Browser */
/** @typedef {import("./measured-visit.mjs").Memory} Memory */
/** @typedef {{predictions: number, before: Memory, after: Memory}} Growth */

/**
 * @typedef {object} Row  One runtime. Lists have one number a round; times are in milliseconds.
 * @property {string} name
 * @property {string} title
 * @property {string | null} version
 * @property {number} difference  The largest difference of a probability from our answers.
 * @property {number} bytes
 * @property {number[]} first
 * @property {number[]} first_linked
 * @property {number[]} median
 * @property {number[]} p95
 * @property {Growth | null} memory
 */

/**
 * @param {Browser} browser
 * @param {string} url  Under which each runtime's page appears by its name.
 * @param {object} options
 * @param {number[][]} options.grids
 * @param {number} options.rounds
 * @param {number} options.predictions  A round.
 * @param {{rounds: number} & import("./measured-visit.mjs").Link} options.link
 * @param {(news: string) => void} options.say
 * @returns {Promise<Row[]>}
 */
export async function measureRuntimes(browser, url, { grids, rounds, predictions, link, say }) {
  const rows = new Map(await Promise.all(RUNTIMES.map(async (runtime) => /** @type {const} */ ([runtime.name, await emptyRow(runtime)]))));
  const row = (/** @type {string} */ name) => /** @type {Row} */ (rows.get(name));
  await agree(browser, url, grids, row);
  for (let round = 0; round < rounds; round++) {
    say(`[${round + 1}/${rounds}] the runtimes`);
    const order = inTurn(RUNTIMES, round).map(({ name }) => row(name));
    await measureRound(browser, url, grids, predictions, order, round === rounds - 1);
  }
  for (let round = 0; round < link.rounds; round++) {
    for (const { name } of inTurn(RUNTIMES, round)) {
      say(`[over ${link.megabits} Mbit/s] ${name}`);
      const { first, close } = await visit(browser, `${url}${name}/`, { link, answered });
      row(name).first_linked.push(first);
      await close();
    }
  }
  return [...rows.values()];
}

/** Runs in a runtime's page. */
const answered = () => /** @type {any} */ (globalThis).bench?.first;

/**
 * Runs every page once without measuring, and compares its answers with ours: a page that computes something else is not measured.
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
      throw new Error(
        `${title} does not compute what we do (a probability differs by ${row(name).difference}): its file is of another model, or converted wrongly. Nothing was measured.`,
      );
    }
  }
}

/**
 * One round: every page is opened, then all of them predict in turn, a block at a time. So other work of this machine slows all of them alike.
 *
 * @param {Browser} browser
 * @param {string} url
 * @param {number[][]} grids
 * @param {number} predictions
 * @param {Row[]} rows  In the order in which to open them.
 * @param {boolean} last  Whether to measure the memory as well.
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
 * @param {import("./runtime-pages.mjs").Runtime} runtime
 * @returns {Promise<Row>}
 */
async function emptyRow(runtime) {
  const version = await versionOf(runtime);
  return { name: runtime.name, title: runtime.title, version, difference: NaN, bytes: NaN, first: [], first_linked: [], median: [], p95: [], memory: null };
}
