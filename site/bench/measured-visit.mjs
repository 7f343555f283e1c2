/**
 * One visit to a page with nothing in the cache: the bytes that were transferred, the time of the first answer, and the memory in use.
 *
 * @typedef {import("playwright-core").Page} Page
 * @typedef {import("playwright-core").CDPSession} Session
 * @typedef {{url: string, bytes: number, after: number}} Transfer  Complete `after` milliseconds from the navigation.
 * @typedef {{script: number, wasm: number, buffers: number}} Memory  Bytes: of JavaScript's objects, of WebAssembly's memories, of other buffers.
 */
import { until } from "../browser/wait.mjs";
import { sentenceOf } from "../src/errors.js";

/** @typedef {{megabits: number, latency: number}} Link  Megabits a second, and milliseconds of latency. */

/** Keeps every memory that WebAssembly makes, so that its size can be asked for. */
const WATCH_MEMORIES = `(() => {
  const memories = (globalThis.benchMemories = new Set());
  const keep = (instance) => (Object.values(instance.exports).forEach((value) => value instanceof WebAssembly.Memory && memories.add(value)), instance);
  const Memory = WebAssembly.Memory;
  WebAssembly.Memory = new Proxy(Memory, { construct: (target, args) => { const made = new target(...args); memories.add(made); return made; } });
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const original = WebAssembly[name];
    WebAssembly[name] = async (...args) => { const made = await original.apply(WebAssembly, args); keep(made.instance ?? made); return made; };
  }
})();`;

/**
 * @param {import("playwright-core").Browser} browser
 * @param {string} url
 * @param {object} options
 * @param {string} [options.script]  Runs before the page's own scripts.
 * @param {Link} [options.link]
 * @param {() => number | undefined} options.answered  Runs in the page. Milliseconds from the navigation to the first answer, once there is one.
 * @returns {Promise<{page: Page, session: Session, first: number, transfers: Transfer[], close: () => Promise<void>}>}
 */
export async function visit(browser, url, { script = "", link, answered }) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  /** @type {string[]} */
  const problems = [];
  page.on("pageerror", (error) => problems.push(error.message.split("\n")[0]));
  await page.addInitScript(WATCH_MEMORIES + script);
  const session = await context.newCDPSession(page);
  const { transfers, complete } = await watchTransfers(session, link);
  try {
    await page.goto(url, { waitUntil: "commit" });
    const handle = await page.waitForFunction(answered, undefined, { timeout: 180_000 });
    const first = /** @type {number} */ (await handle.jsonValue());
    // A transfer that ended before the answer may be reported after it.
    await until(
      async () => complete(),
      () => `every transfer of ${url} to be complete.`,
    );
    return { page, session, first, transfers: transfers.filter(({ after }) => after <= first), close: () => context.close() };
  } catch (error) {
    await context.close();
    throw new Error(`The page ${new URL(url).pathname} gave no answer: ${problems[0] ?? sentenceOf(error)}`, { cause: error });
  }
}

/**
 * @param {Session} session
 * @param {Link} [link]
 * @returns {Promise<{transfers: Transfer[], complete: () => boolean}>} The list grows with each transfer that is complete; and whether
 *     all that began are.
 */
async function watchTransfers(session, link) {
  /** @type {Map<string, string>} */
  const addresses = new Map();
  /** @type {Transfer[]} */
  const transfers = [];
  let began = NaN;
  session.on("Network.requestWillBeSent", ({ requestId, request, timestamp, loaderId }) => {
    if (Number.isNaN(began)) began = timestamp;
    if (loaderId !== "") addresses.set(requestId, request.url); // The end of a worker's script is reported to the worker alone.
  });
  session.on("Network.loadingFailed", ({ requestId }) => addresses.delete(requestId));
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength, timestamp }) => {
    const url = addresses.get(requestId);
    addresses.delete(requestId);
    if (url?.startsWith("http")) transfers.push({ url, bytes: encodedDataLength, after: 1000 * (timestamp - began) });
  });
  await session.send("Network.enable");
  if (link) {
    const throughput = (link.megabits * 1e6) / 8;
    const conditions = { offline: false, latency: link.latency, downloadThroughput: throughput, uploadThroughput: throughput };
    await session.send("Network.emulateNetworkConditions", conditions);
  }
  return { transfers, complete: () => addresses.size === 0 };
}

/**
 * @param {Page} page
 * @param {Session} session
 * @returns {Promise<Memory>} After the garbage has been collected.
 */
export async function memoryOf(page, session) {
  for (let i = 0; i < 2; i++) await session.send("HeapProfiler.collectGarbage");
  const { usedSize, backingStorageSize = 0 } = /** @type {{usedSize: number, backingStorageSize?: number}} */ (await session.send("Runtime.getHeapUsage"));
  const wasm = await page.evaluate(() => {
    const memories = /** @type {Set<WebAssembly.Memory>} */ (/** @type {any} */ (globalThis).benchMemories);
    return [...memories].reduce((sum, { buffer }) => sum + buffer.byteLength, 0);
  });
  return { script: usedSize, wasm, buffers: backingStorageSize };
}
