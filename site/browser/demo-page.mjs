/**
 * A visitor of the demo in Chromium: draws, presses buttons, and waits for what the page shows.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { repository } from "./built-site.mjs";

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {ReadonlyArray<ReadonlyArray<{x: number, y: number}>>} Drawing */

/** @type {{digits: Drawing[], styles: {what: string, means: string, strokes: Drawing}[]}} */
export const { digits, styles } = JSON.parse(await readFile(join(repository, "site", "src", "app", "examples.json"), "utf8"));

/** The pad of the demo. */
const PAD = ".inkling-pad";

/**
 * @param {number[]} wanted  Digits of a number.
 * @returns {Drawing}
 */
export function sideBySide(wanted) {
  return wanted.flatMap((digit, place) =>
    digits[digit].map((stroke) => stroke.map(({ x, y }) => ({ x: (x + place) / wanted.length, y: 0.3 + y / wanted.length }))),
  );
}

/**
 * @param {Page} page
 * @param {string} name
 */
export const button = (page, name) => page.locator("[data-inkling-demo]").getByRole("button", { name });

/**
 * A tool behind the button "More", which is opened where it is closed.
 *
 * @param {Page} page
 * @param {string} name
 */
export async function moreTool(page, name) {
  await openMore(page);
  return button(page, name);
}

/** @param {Page} page */
export async function openMore(page) {
  const more = button(page, "More");
  if ((await more.getAttribute("aria-expanded")) !== "true") await more.click();
}

/**
 * Draws with the mouse, slowly enough for the page to see each point.
 *
 * @param {Page} page
 * @param {Drawing} strokes  In units of the pad.
 * @param {string} [selector]  Of the pad: another page may have another one.
 */
export async function draw(page, strokes, selector = PAD) {
  const box = await padBox(page, selector);
  for (const stroke of strokes) {
    for (const [i, point] of stroke.entries()) {
      await page.mouse.move(box.x + point.x * box.width, box.y + point.y * box.height);
      if (i === 0) await page.mouse.down();
    }
    await page.mouse.up();
  }
}

/**
 * @param {Page} page
 * @param {string} [selector]
 */
export async function padBox(page, selector = PAD) {
  const pad = page.locator(selector);
  await pad.scrollIntoViewIfNeeded();
  const box = await pad.boundingBox();
  if (box === null) throw new Error("The pad is not visible.");
  return box;
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
 * Waits until a model is ready to answer.
 *
 * @param {Page} page
 * @param {string} [name]  Of the model; any, when left out.
 */
export async function ready(page, name) {
  await page.waitForSelector(`[data-inkling-demo][data-state="ready"]${name ? `[data-model="${name}"]` : ""}`);
}

/**
 * Waits until the demo shows this label, "" for no answer.
 *
 * @param {Page} page
 * @param {string} label
 */
export async function expectLabel(page, label) {
  await page
    .waitForFunction((wanted) => document.querySelector("[data-inkling-demo]")?.getAttribute("data-label") === wanted, label)
    .catch(async () => {
      const shown = await page.locator("[data-inkling-demo]").evaluate((demo) => JSON.stringify({ ...demo.dataset }));
      throw new Error(`The demo does not show "${label}" but ${shown}.`);
    });
}

/**
 * Waits until the panel "All models" shows the answer of each of them.
 *
 * @param {Page} page
 * @param {number} count  Of the models.
 */
export async function allModelsAnswered(page, count) {
  await page.waitForFunction((count) => {
    const cells = [...document.querySelectorAll(".inkling-reads")];
    return cells.length === count && cells.every((cell) => cell.textContent !== "–");
  }, count);
}

/**
 * Waits until the panel "Why this answer" shows which ink speaks for this digit.
 *
 * @param {Page} page
 * @param {string} digit
 */
export async function explained(page, digit) {
  const heat = page.locator(`.inkling-heat[aria-label*="speaks for a ${digit}"]`);
  await heat.waitFor();
  return heat;
}

/**
 * Waits until the panel "What would make it another digit?" has changed the drawing into this digit, or given up.
 *
 * @param {Page} page
 * @param {string} digit
 */
export async function morphed(page, digit) {
  await page.locator(".inkling-morph > .inkling-facts", { hasText: new RegExp(`makes it a ${digit} for|reads no ${digit}:`) }).waitFor();
}

/**
 * Waits until nothing on the page moves any more: no transition of a colour or a bar.
 *
 * @param {Page} page
 */
export async function atRest(page) {
  await page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== "running"));
}
