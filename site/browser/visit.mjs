/**
 * The built site, served under a path of its own as a shared host would, and a visitor who draws on it.
 */
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { serve } from "../bin/serve.mjs";
import { startBrowser } from "./chromium.mjs";

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {ReadonlyArray<ReadonlyArray<{x: number, y: number}>>} Drawing */

const here = dirname(fileURLToPath(import.meta.url));
export const repository = resolve(here, "..", "..");
export const www = resolve(process.env.INKLING_WWW ?? join(repository, "build", "www"));

if (!existsSync(join(www, "index.html"))) {
  throw new Error(`There is no built site at ${www}: run "make site" first, or set INKLING_WWW to one.`);
}

/** @type {{digits: Drawing[], styles: {what: string, means: string, strokes: Drawing}[]}} */
export const { digits, styles } = JSON.parse(await readFile(join(repository, "site", "src", "app", "examples.json"), "utf8"));

/**
 * @param {string} [folder]
 */
export async function visit(folder = www) {
  const { url, server } = await serve(folder, { port: 0, base: "/some/base/" });
  const browser = await startBrowser();
  return {
    url,

    /**
     * @param {import("playwright-core").BrowserContextOptions} [options]
     * @param {string} [path]  Of a page, relative to the home page, which is opened without one.
     */
    async open(options = { viewport: { width: 1280, height: 800 } }, path = "") {
      // A worker would answer in place of the requests that tests intercept; those that test it say so.
      const context = await browser.newContext({ serviceWorkers: "block", ...options });
      const page = await context.newPage();
      const complaints = complaintsOf(page, url);
      await page.goto(new URL(path, url).href);
      return { page, complaints };
    },

    async close() {
      await browser.close();
      server.closeAllConnections();
      server.close();
    },
  };
}

/**
 * @param {Page} page
 * @param {string} url  Of the site.
 * @returns {string[]} Grows with each console error, uncaught error and request to another host.
 */
function complaintsOf(page, url) {
  /** @type {string[]} */
  const complaints = [];
  page.on("console", (message) => {
    const blocked = message.text().startsWith("Service Worker registration blocked by Playwright");
    if (["error", "warning"].includes(message.type()) && !blocked) complaints.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
  page.on("request", (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol !== "data:" && protocol !== "blob:" && origin !== new URL(url).origin) complaints.push(`foreign: ${request.url()}`);
  });
  return complaints;
}

/** @returns {Promise<string[]>} Every page of the site, relative to its home, as its links spell it. */
export async function pages() {
  const files = await readdir(www, { recursive: true });
  return files
    .filter((file) => file.endsWith(".html") && file !== "404.html")
    .map((file) => relative(www, join(www, file)).split(sep).join("/").replace(/index\.html$/, ""))
    .sort();
}

/** @returns {Promise<{name: string, title: string, model: string, default?: boolean}[]>} The published models. */
export async function catalogue() {
  return JSON.parse(await readFile(join(www, "models", "index.json"), "utf8")).models;
}

/**
 * @param {Page} page
 * @param {string} name
 */
export const button = (page, name) => page.locator("[data-inkling-demo]").getByRole("button", { name });

/**
 * Draws with the mouse, slowly enough for the page to see each point.
 *
 * @param {Page} page
 * @param {Drawing} strokes  In units of the pad.
 */
export async function draw(page, strokes) {
  const box = await padBox(page);
  for (const stroke of strokes) {
    for (const [i, point] of stroke.entries()) {
      await page.mouse.move(box.x + point.x * box.width, box.y + point.y * box.height);
      if (i === 0) await page.mouse.down();
    }
    await page.mouse.up();
  }
}

/** @param {Page} page */
export async function padBox(page) {
  const pad = page.locator(".inkling-pad");
  await pad.scrollIntoViewIfNeeded();
  const box = await pad.boundingBox();
  if (box === null) throw new Error("The pad is not visible.");
  return box;
}

/**
 * Waits until the demo shows this label, "" for no answer.
 *
 * @param {Page} page
 * @param {string} label
 */
export async function expectLabel(page, label) {
  await page
    .waitForFunction((wanted) => document.querySelector("[data-inkling-demo]")?.getAttribute("data-label") === wanted, label, { timeout: 10_000 })
    .catch(async () => {
      const shown = await page.locator("[data-inkling-demo]").evaluate((demo) => JSON.stringify({ ...demo.dataset }));
      throw new Error(`The demo does not show "${label}" but ${shown}.`);
    });
}

/**
 * Waits until a model is ready to answer.
 *
 * @param {Page} page
 * @param {string} [name]  Of the model; any, when left out.
 */
export async function ready(page, name) {
  await page.waitForSelector(`[data-inkling-demo][data-state="ready"]${name ? `[data-model="${name}"]` : ""}`, { timeout: 15_000 });
}

/**
 * @param {Page} page
 * @returns {Promise<number>} How many pixels of the pad have ink.
 */
export function inkOnPad(page) {
  return page.locator(".inkling-pad canvas").evaluate((canvas) => {
    const { width, height } = /** @type {HTMLCanvasElement} */ (canvas);
    const { data } = /** @type {CanvasRenderingContext2D} */ (/** @type {HTMLCanvasElement} */ (canvas).getContext("2d")).getImageData(0, 0, width, height);
    let inked = 0;
    for (let i = 3; i < data.length; i += 4) if (data[i] > 0) inked++;
    return inked;
  });
}

/**
 * @param {number[]} wanted  Digits of a number.
 * @returns {Drawing}
 */
export function sideBySide(wanted) {
  return wanted.flatMap((digit, place) => digits[digit].map((stroke) => stroke.map(({ x, y }) => ({ x: (x + place) / wanted.length, y: 0.3 + y / wanted.length }))));
}
