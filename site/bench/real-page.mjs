/**
 * The published page itself, as a visitor opens and uses it: what comes over the wire until it answers, whether it stutters, whether it leaks.
 */
import { button, digits, draw } from "../browser/visit.mjs";
import { toFragment } from "../src/app/sharing/link.js";
import { memoryOf, visit } from "./visit.mjs";


/** Longer than this on the main thread, and a drawing stutters: https://www.w3.org/TR/longtasks-1/ */
const LONG = 50;

/** Notes when the demo first shows a label, and each long task. */
const WATCH_PAGE = `(() => {
  const seen = (globalThis.benchPage = { first: undefined, tasks: [] });
  new MutationObserver(() => {
    seen.first ??= document.querySelector("[data-inkling-demo]")?.dataset.label ? performance.now() : undefined;
  }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-label"] });
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) seen.tasks.push({ startTime, duration });
  }).observe({ type: "longtask", buffered: true });
})();`;

/** @typedef {{script: number, wasm: number, model: number, rest: number}} Bytes */

/**
 * @param {import("playwright-core").Browser} browser
 * @param {string} url  Of the site's home page.
 * @param {object} [options]
 * @param {import("./visit.mjs").Link} [options.link]
 * @param {boolean} [options.using]  Whether to draw, too.
 * @param {number} [options.predictions]  How many to make between two looks at the memory; none without it.
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
  const tasks = await page.evaluate(() => /** @type {{startTime: number, duration: number}[]} */ (/** @type {any} */ (globalThis).benchPage.tasks));
  return tasks.filter(({ duration }) => duration > LONG);
}

/**
 * @param {import("playwright-core").Page} page
 * @returns {Promise<number[]>} Milliseconds of the long tasks while each digit was drawn with the mouse.
 */
async function drawAll(page) {
  const began = await page.evaluate(() => performance.now());
  for (const digit of digits) {
    await button(page, "Clear").click();
    await draw(page, digit);
  }
  await page.waitForTimeout(200); // The last task is reported after it ended.
  return (await longTasks(page)).filter(({ startTime }) => startTime >= began).map(({ duration }) => duration);
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
      const { createRecogniser } = await import(new URL("assets/demo/inkling.js", document.baseURI).href); // The page's own, not a copy.
      bench.recogniser ??= await createRecogniser({ model: "models/inkling/model.json" });
      for (let i = 0; i < times; i++) await bench.recogniser.answers(new Float32Array(784).fill(0.1));
    }, times);
  await predict(100);
  const before = await memoryOf(page, session);
  await predict(count);
  return { predictions: count, before, after: await memoryOf(page, session) };
}

/**
 * @param {import("./visit.mjs").Transfer[]} transfers
 * @returns {Bytes}
 */
function byKind(transfers) {
  const sum = (/** @type {RegExp} */ kind) => transfers.filter(({ url }) => kind.test(url)).reduce((total, { bytes }) => total + bytes, 0);
  const [script, wasm, model] = [sum(/\/assets\/demo\/[^/]+\.js$/), sum(/\.wasm$/), sum(/\/models\/inkling\//)];
  return { script, wasm, model, rest: sum(/./) - script - wasm - model };
}
