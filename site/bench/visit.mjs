/**
 * One visit to a page with nothing in the cache: what came over the wire, when the first answer was there, and how the page bears up afterwards.
 *
 * @typedef {import("playwright-core").Page} Page
 * @typedef {import("playwright-core").CDPSession} Session
 * @typedef {{url: string, bytes: number, after: number}} Transfer  `after` so many milliseconds from the navigation it was complete.
 * @typedef {{script: number, wasm: number, buffers: number}} Memory  Bytes: of JavaScript's objects, of WebAssembly's memories, of other buffers.
 */

/** @typedef {{megabits: number, latency: number}} Link  A line of so many megabits a second, and milliseconds to the answer. */

/** Every memory that WebAssembly makes, ours to ask for its size. */
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
 * @param {string} [options.script]  Runs before the page's own.
 * @param {Link} [options.link]
 * @param {() => number | undefined} options.answered  Runs in the page: the milliseconds from the navigation to the first answer, once it is there.
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
  const transfers = await watchTransfers(session, link);
  try {
    await page.goto(url, { waitUntil: "commit" });
    const handle = await page.waitForFunction(answered, undefined, { timeout: 180_000 });
    const first = /** @type {number} */ (await handle.jsonValue());
    // What arrived before the answer may be reported after it.
    await new Promise((resolve) => setTimeout(resolve, 100));
    return { page, session, first, transfers: transfers.filter(({ after }) => after <= first), close: () => context.close() };
  } catch (error) {
    await context.close();
    throw new Error(`The page ${new URL(url).pathname} gave no answer: ${problems[0] ?? "it took longer than three minutes"}.`, { cause: error });
  }
}

/**
 * @param {Session} session
 * @param {Link} [link]
 * @returns {Promise<Transfer[]>} Grows with each request that is complete.
 */
async function watchTransfers(session, link) {
  /** @type {Map<string, string>} */
  const addresses = new Map();
  /** @type {Transfer[]} */
  const transfers = [];
  let began = NaN;
  session.on("Network.requestWillBeSent", ({ requestId, request, timestamp }) => {
    if (Number.isNaN(began)) began = timestamp;
    addresses.set(requestId, request.url);
  });
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength, timestamp }) => {
    const url = addresses.get(requestId);
    if (url?.startsWith("http")) transfers.push({ url, bytes: encodedDataLength, after: 1000 * (timestamp - began) });
  });
  await session.send("Network.enable");
  if (link) {
    const throughput = (link.megabits * 1e6) / 8;
    const conditions = { offline: false, latency: link.latency, downloadThroughput: throughput, uploadThroughput: throughput };
    await session.send("Network.emulateNetworkConditions", conditions);
  }
  return transfers;
}

/**
 * @param {Page} page
 * @param {Session} session
 * @returns {Promise<Memory>} After what is not needed any more was collected.
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
