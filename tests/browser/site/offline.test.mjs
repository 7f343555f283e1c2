/**
 * The service worker: the site without a network, and a new version of it.
 */
import assert from "node:assert/strict";
import { appendFile, cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { siteOf, writeWorker } from "../../../site/build/write-service-worker.mjs";
import { www } from "../../../site/browser/built-site.mjs";
import { digits, draw, expectLabel, moreTool, ready } from "../../../site/browser/demo-page.mjs";
import { visit } from "../../../site/browser/visit.mjs";
import { until } from "../../../site/browser/wait.mjs";
import { temporaryFolder, writeModel } from "../../../site/test/fixture.mjs";

/** @type {string} */
let folder;
/** @type {Awaited<ReturnType<typeof visit>>} */
let site;
before(async () => {
  folder = join(await mkdtemp(join(tmpdir(), "inkling-")), "www");
  await cp(www, folder, { recursive: true });
  site = await visit(folder);
});
after(async () => {
  await site?.close();
  await rm(join(folder, ".."), { recursive: true, force: true });
});

/** @param {import("playwright-core").Page} page */
const kept = (page) => page.evaluate(async () => (await navigator.serviceWorker.ready).active?.state);

/**
 * Waits until the whole site is kept, without what is kept when it is used.
 *
 * @param {import("playwright-core").Page} page
 * @param {RegExp[]} used  Of the files that are kept when they are used: these are too.
 */
async function wholeSite(page, used = []) {
  const { files, whenUsed } = await siteOf(folder);
  const count = Object.keys(files).filter((file) => !whenUsed.includes(file) || used.some((end) => end.test(file))).length;
  await eventually(async () => (await filesKept(page)).includes(count));
}

/**
 * @param {import("playwright-core").Page} page
 * @returns {Promise<number[]>} How many files each version has.
 */
const filesKept = (page) => page.evaluate(async () => Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).length)));

/** @param {() => Promise<boolean>} isTrue  Asked until it is. The page's own `waitForFunction` takes a promise for true. */
const eventually = (isTrue) => until(isTrue, () => `${isTrue}`);

test("a first visit keeps what the home page needs and used, and the rest of the site later", async () => {
  const { page } = await site.open({ serviceWorkers: "allow" });
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  const seen = await page.evaluate(async () => {
    const cache = await caches.open((await caches.keys())[0]);
    const sizes = (await cache.keys()).map(async ({ url }) => [url, (await (await cache.match(url))?.arrayBuffer())?.byteLength ?? 0]);
    return { sizes: await Promise.all(sizes), used: performance.getEntriesByType("resource").map(({ name }) => name) };
  });
  const sizes = new Map(/** @type {[string, number][]} */ (seen.sizes));
  const shell = (await siteOf(folder)).shell.map((file) => new URL(file, site.url).href);
  const bytes = shell.reduce((sum, url) => sum + (sizes.get(url) ?? Number.NaN), 0);
  assert.ok(shell.length < 30 && bytes < 1_500_000, `${shell.length} files, ${bytes} bytes`);
  const more = [...sizes.keys()].filter((url) => !shell.includes(url) && !seen.used.includes(url));
  assert.deepEqual(more, []);
  await wholeSite(page);
  await page.context().close();
});

test("after one visit the demo, its other models and every page work without a network", async () => {
  const { page } = await site.open({ serviceWorkers: "allow" });
  await ready(page);
  await kept(page);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await wholeSite(page);
  await page.context().setOffline(true);
  await page.reload();
  await ready(page);
  await draw(page, digits[3]);
  await expectLabel(page, "3");
  await (await moreTool(page, "Try a test image")).click();
  await page.getByText(/^Test image \d+ of MNIST/).waitFor();
  await page.getByLabel("Model", { exact: true }).selectOption("convnet");
  await ready(page, "convnet");
  await page.goto(new URL("how/models/", site.url).href);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.context().close();
});

test("a page of the laboratory that was opened first is kept with what it fetched before the worker was there", async () => {
  const { page } = await site.open({ serviceWorkers: "allow" }, "lab/atlas/");
  const isReady = () => page.waitForSelector('[data-inkling-atlas][data-state="ready"]');
  await isReady();
  await wholeSite(page, [/test-sheet\.png$/, /atlas\/map\.bin$/]);
  await page.context().setOffline(true);
  await page.reload();
  await isReady();
  await page.context().close();
});

test("what opens a visitor's own models is kept once it was used, and works without a network then", async () => {
  const { page } = await site.open({ serviceWorkers: "allow" });
  const own = join(await temporaryFolder(), "turned");
  await writeModel(own, { turn: 1 });
  await ready(page);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await wholeSite(page);
  const open = async (/** @type {string} */ name) => {
    await page.locator("summary", { hasText: "Open your own" }).click();
    await page.getByLabel("Choose the folder of a model").setInputFiles(own);
    await ready(page, name);
  };
  await open("own-1");
  await page.context().setOffline(true);
  await page.reload();
  await page.locator("summary", { hasText: "Open your own" }).click(); // It was open before: now it is folded.
  await open("own-1");
  await draw(page, digits[3]);
  await expectLabel(page, "4");
  await page.context().close();
});

test("a new version waits until the old one's pages are closed, and then is there whole", async () => {
  const { page } = await site.open({ serviceWorkers: "allow" });
  await ready(page);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await wholeSite(page);
  const title = () => page.evaluate(async () => (await (await fetch("how/")).text()).includes("A NEW VERSION"));
  await appendFile(join(folder, "how", "index.html"), "<!-- A NEW VERSION -->");
  await writeWorker(folder);
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
  await eventually(() => page.evaluate(async () => (await navigator.serviceWorker.ready).waiting !== null));
  assert.equal(await title(), false);
  await page.getByText("A new version of this page is here.").waitFor();
  const context = page.context();
  await page.goto(new URL("/", site.url).href); // Of the same host, but not of the site: it sees when the new version takes over.
  await eventually(() => page.evaluate(async (url) => (await navigator.serviceWorker.getRegistration(url))?.waiting === null, site.url));
  const next = await context.newPage();
  await next.goto(site.url);
  await eventually(() => next.evaluate(async () => (await (await fetch("how/")).text()).includes("A NEW VERSION")));
  await eventually(() => next.evaluate(async () => (await caches.keys()).length === 1));
  await context.close();
});

test("a visitor who asks for the new version gets it at once, and all of it", async () => {
  const { page } = await site.open({ serviceWorkers: "allow" });
  await ready(page);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await appendFile(join(folder, "how", "index.html"), "<!-- THE NEXT VERSION -->");
  const { version } = await writeWorker(folder);
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
  await page.getByRole("button", { name: "Use it" }).click();
  // The page asks the older worker again and again: where that one got a request just as it ended, Chromium once dropped the change.
  // Between two versions the page reloads, and cannot answer.
  const isThere = async (/** @type {string} */ version) =>
    (await (await fetch("how/")).text()).includes("THE NEXT VERSION") && (await caches.keys()).every((name) => name.endsWith(version));
  await eventually(() => page.evaluate(isThere, version).catch(() => false));
  await ready(page);
  await page.context().close();
});

/**
 * Opens the demo with a worker that may open its cache a few times, and then no more.
 *
 * @param {number} allowed  How often.
 * @param {(page: import("playwright-core").Page) => Promise<unknown>} visit
 */
async function withoutStorage(allowed, visit) {
  const worker = join(folder, "sw.js");
  const source = await readFile(worker, "utf8");
  const denied = `let left = ${allowed}; const open = caches.open.bind(caches);
    caches.open = (name) => (left-- > 0 ? open(name) : Promise.reject(new Error("Denied.")));`;
  await writeFile(worker, `${denied}\n${source}`);
  try {
    const { page } = await site.open({ serviceWorkers: "allow" });
    await ready(page);
    await visit(page);
    await draw(page, digits[3]);
    await expectLabel(page, "3");
    await page.context().close();
  } finally {
    await writeFile(worker, source);
  }
}

test("a worker whose storage is denied later leaves the site to the network", async () => {
  await withoutStorage(1, async (page) => {
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await page.reload();
    await ready(page);
  });
});

test("where the worker cannot be installed the demo answers, and offers its languages", async () => {
  await withoutStorage(0, async (page) => {
    await page.locator(".inkling-language").waitFor();
    assert.equal(await page.evaluate(() => navigator.serviceWorker.controller), null);
  });
});
