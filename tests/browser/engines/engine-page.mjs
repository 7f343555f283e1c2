/**
 * A visitor of the demo in any engine: draws, presses buttons, and waits for what the page shows.
 *
 * `site/browser/demo-page.mjs` does the same with Playwright; here a `Tab` is all there is.
 */
import { until as wait } from "../../../site/browser/wait.mjs";

/** @typedef {import("../../../site/browser/drivers/tab.mjs").Tab} Tab */
/** @typedef {import("../../../site/browser/demo-page.mjs").Drawing} Drawing */

/**
 * @param {Tab} tab
 * @param {(...args: any[]) => unknown} what  Runs in the page, and can use nothing of its file.
 * @param {unknown[]} args  As JSON can hold them.
 */
export const call = (tab, what, ...args) => tab.run(`(${what})(...${JSON.stringify(args)})`);

/**
 * @param {Tab} tab
 * @param {(...args: any[]) => unknown} what  Runs in the page again and again, until it holds.
 * @param {unknown[]} args
 */
export async function until(tab, what, ...args) {
  await wait(
    () => call(tab, what, ...args),
    async () => `${what} of ${args}; the demo shows ${await call(tab, shown)}.`,
  );
}

/**
 * A page that was resized or loaded a moment ago may still be drawing itself.
 *
 * @param {Tab} tab
 * @param {string} selector
 * @returns {Promise<Buffer>} The element's picture, when nothing in it moves and two in a row are the same.
 */
export async function stillPicture(tab, selector) {
  let last = await tab.picture(selector);
  return wait(
    async () => {
      const before = last;
      const rests = await call(tab, isAtRest, selector);
      last = await tab.picture(selector);
      return rests && last.equals(before) ? last : null;
    },
    () => `two equal pictures of ${selector} in a row.`,
  );
}

/**
 * Opens the demo as at a first visit: without what the session kept.
 *
 * @param {Tab} tab
 * @param {string} url
 * @param {{size?: {width: number, height: number}, state?: string}} [options]
 */
export async function visit(tab, url, { size = { width: 1280, height: 900 }, state = "ready" } = {}) {
  // The demo keeps its session when it is left, so it is deleted from elsewhere: from a page that names its icon. For one that does not,
  // Chromium asks for /favicon.ico, and its complaint that there is none may come when the demo is open already.
  await tab.goto(new URL("project/licences/", url).href);
  await tab.run("sessionStorage.clear()");
  await tab.resize(size.width, size.height);
  await tab.goto(url);
  await until(tab, isState, state);
}

/**
 * @param {Tab} tab
 * @param {Drawing} strokes
 */
export async function draw(tab, strokes) {
  for (const stroke of await inWindow(tab, strokes)) await tab.mouse(stroke);
}

/**
 * @param {Tab} tab
 * @param {Drawing} strokes  In units of the pad, which is brought into view.
 */
export async function inWindow(tab, strokes) {
  const { x, y, width, height } = await call(tab, boxOf, ".inkling-pad");
  return strokes.map((stroke) => stroke.map((point) => ({ x: x + point.x * width, y: y + point.y * height })));
}

/**
 * @param {Tab} tab
 * @param {string} name  Of a button.
 */
export async function press(tab, name) {
  const { x, y, width, height } = await call(tab, boxOf, ".inkling-button", name);
  await tab.mouse([{ x: x + width / 2, y: y + height / 2 }]);
}

// What follows runs in the page.

/**
 * @param {string} selector
 * @param {string} [name]  What its text begins with.
 */
export function boxOf(selector, name = "") {
  const found = [...document.querySelectorAll(selector)].find((element) => element.textContent?.startsWith(name));
  found?.scrollIntoView({ block: "center", behavior: "instant" });
  return found?.getBoundingClientRect().toJSON();
}

/**
 * The same, scrolled to from the top of the page: Firefox scrolls by fractions of a pixel, which depend on where it was before.
 *
 * @param {string} selector
 */
export function boxFromTop(selector) {
  scrollTo(0, 0);
  const found = document.querySelector(selector);
  found?.scrollIntoView({ block: "center", behavior: "instant" });
  return found?.getBoundingClientRect().toJSON();
}

/** @param {string} label */
export const isLabelled = (label) => document.querySelector("[data-inkling-demo]")?.getAttribute("data-label") === label;

/** @param {string} verdict */
export const isVerdict = (verdict) => document.querySelector("[data-inkling-demo]")?.getAttribute("data-verdict") === verdict;

/** @param {string} state */
export const isState = (state) => document.querySelector("[data-inkling-demo]")?.getAttribute("data-state") === state;

/**
 * What moves elsewhere does not count: Firefox may never end the transition of a button that is out of view.
 *
 * @param {string} selector
 */
const isAtRest = (selector) =>
  document
    .querySelector(selector)
    ?.getAnimations({ subtree: true })
    .every(({ playState }) => playState !== "running");

/** @param {string} name */
export const isDisabled = (name) => [...document.querySelectorAll("button")].find((button) => button.textContent?.startsWith(name))?.disabled;

/** Unfolds the panel for the visitor's own models; true once its buttons are there. */
export function choosesFiles() {
  const summary = [...document.querySelectorAll("summary")].find((element) => element.textContent === "Open your own model");
  /** @type {HTMLDetailsElement} */ (summary?.parentElement).open = true;
  return document.querySelector('[aria-label="Choose the files of a model"]') !== null;
}

/** @param {[string, string][]} files  Name and content in base 64 of each. No driver can choose files in every engine. */
export function chooseFiles(files) {
  const input = /** @type {HTMLInputElement} */ (document.querySelector('[aria-label="Choose the files of a model"]'));
  const data = new DataTransfer();
  for (const [name, content] of files) data.items.add(new File([Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0))], name));
  input.files = data.files;
  input.dispatchEvent(new Event("change"));
}

/** The text that is visible: innerText is empty where nothing is shown. */
export const problem = () => /** @type {HTMLElement | null} */ (document.querySelector(".inkling [role=alert]"))?.innerText;

/** With protection, there is noise or one colour in the place of what was drawn. */
export function readsCanvas() {
  const canvas = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
  canvas.fillStyle = "#123456";
  canvas.fillRect(0, 0, 20, 20);
  const { data } = canvas.getImageData(0, 0, 20, 20);
  return data.every((value, i) => value === [0x12, 0x34, 0x56, 0xff][i % 4]);
}

export const shownDigit = () => document.querySelector(".inkling-digit")?.textContent;

export const shownValues = () => [...document.querySelectorAll(".inkling-value")].map((cell) => cell.textContent);

const shown = () => JSON.stringify({ .../** @type {HTMLElement | null} */ (document.querySelector("[data-inkling-demo]"))?.dataset });
