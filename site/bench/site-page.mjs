/**
 * Measures the home page of the built site as a visitor opens and uses it: bytes until it answers, long tasks, memory.
 */
import { button, digits, draw, ready, sideBySide } from "../browser/demo-page.mjs";
import { MOST } from "../src/app/models/corrections.js";
import { toFragment } from "../src/app/sharing/link.js";
import { memoryOf, visit } from "./measured-visit.mjs";

/** Milliseconds: a task on the main thread that takes longer makes a drawing stutter, says https://www.w3.org/TR/longtasks-1/ */
const LONG = 50;

const LONG_NUMBER = [4, 7, 5, 0, 2, 6, 8, 9, 1, 3];

/** Notes when the demo first shows a label, and each long task. */
const WATCH_PAGE = `(() => {
  const seen = (globalThis.benchPage = { first: undefined, tasks: [] });
  new MutationObserver(() => {
    seen.first ??= document.querySelector("[data-inkling-demo]")?.dataset.label ? performance.now() : undefined;
  }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-label"] });
  const keep = (entries) => entries.forEach(({ startTime, duration }) => seen.tasks.push({ startTime, duration }));
  const observer = new PerformanceObserver((list) => keep(list.getEntries()));
  observer.observe({ type: "longtask", buffered: true });
  // A task is reported after it has ended: two frames later it is, or waits to be taken.
  seen.settle = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => (keep(observer.takeRecords()), resolve()))));
})();`;

/** @typedef {{script: number, wasm: number, model: number, rest: number}} Bytes */

/**
 * @param {import("playwright-core").Browser} browser
 * @param {string} url  Of the site's home page.
 * @param {object} [options]
 * @param {import("./measured-visit.mjs").Link} [options.link]
 * @param {boolean} [options.using]  Whether to draw as well.
 * @param {number} [options.predictions]  How many to make between two measurements of the memory; none without it.
 */
export async function visitPage(browser, url, { link, using = false, predictions = 0 } = {}) {
  const answered = () => /** @type {any} */ (globalThis).benchPage.first;
  const { page, session, first, transfers, close } = await visit(browser, `${url}#${toFragment(digits[3])}`, { script: WATCH_PAGE, link, answered });
  const opening = (await longTasks(page)).map(({ duration }) => duration);
  const drawing = using ? await drawAll(page) : [];
  const memory = predictions > 0 ? await overPredictions(page, session, predictions) : null;
  await close();
  return { first, bytes: byKind(transfers), opening, drawing, memory };
}

/** @param {import("playwright-core").Page} page */
async function longTasks(page) {
  const tasks = await page.evaluate(async () => {
    const { settle, tasks } = /** @type {any} */ (globalThis).benchPage;
    await settle();
    return /** @type {{startTime: number, duration: number}[]} */ (tasks);
  });
  return tasks.filter(({ duration }) => duration > LONG);
}

/**
 * @param {import("playwright-core").Page} page
 * @returns {Promise<number[]>} Milliseconds of the long tasks while each digit and a long number were drawn with the mouse, and another
 *     number after the page was taught as much as it can keep.
 */
async function drawAll(page) {
  const untaught = await tasksOf(page, [...digits, sideBySide(LONG_NUMBER)]);
  await page.evaluate((text) => localStorage.setItem("inkling-hand", text), JSON.stringify({ corrections: lessons() }));
  await page.reload();
  await ready(page);
  await page.waitForLoadState("networkidle");
  return [...untaught, ...(await tasksOf(page, [sideBySide(LONG_NUMBER.slice(0, 6))]))];
}

/**
 * @param {import("playwright-core").Page} page
 * @param {import("../browser/demo-page.mjs").Drawing[]} drawings
 */
async function tasksOf(page, drawings) {
  const began = await page.evaluate(() => performance.now());
  for (const drawing of drawings) {
    await button(page, "Clear").click();
    await draw(page, drawing);
  }
  return (await longTasks(page)).filter(({ startTime }) => startTime >= began).map(({ duration }) => duration);
}

/** As many corrections as the page keeps, each of another drawing. */
function lessons() {
  return Array.from({ length: MOST }, (_, i) => ({
    label: i % digits.length,
    strokes: digits[i % digits.length].map((stroke) => stroke.map(({ x, y }) => ({ x: Math.min(x + i / (20 * MOST), 1), y }))),
  }));
}

/**
 * @param {import("playwright-core").Page} page
 * @param {import("playwright-core").CDPSession} session
 * @param {number} count
 */
async function overPredictions(page, session, count) {
  const predict = (/** @type {number} */ times) =>
    page.evaluate(async (times) => {
      const bench = /** @type {any} */ (globalThis).benchPage;
      const { createRecogniser } = await import(new URL("assets/demo/recogniser.js", document.baseURI).href); // The one that the page has loaded already.
      bench.recogniser ??= await createRecogniser({ model: "models/inkling/model.json" });
      for (let i = 0; i < times; i++) await bench.recogniser.answers(new Float32Array(784).fill(0.1));
    }, times);
  await predict(100);
  const before = await memoryOf(page, session);
  await predict(count);
  return { predictions: count, before, after: await memoryOf(page, session) };
}

/**
 * @param {import("./measured-visit.mjs").Transfer[]} transfers
 * @returns {Bytes}
 */
function byKind(transfers) {
  const sum = (/** @type {RegExp} */ kind) => transfers.filter(({ url }) => kind.test(url)).reduce((total, { bytes }) => total + bytes, 0);
  const [script, wasm, model] = [sum(/\/assets\/demo\/[^/]+\.js$/), sum(/\.wasm$/), sum(/\/models\/inkling\//)];
  return { script, wasm, model, rest: sum(/./) - script - wasm - model };
}
