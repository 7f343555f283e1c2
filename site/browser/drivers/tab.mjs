/**
 * What every driver of a browser can do here, whatever its own words for it are.
 */
import { Buffer } from "node:buffer";

/** @typedef {{x: number, y: number}} Point  In pixels of the window. */

/**
 * @typedef {object} Tab  The one page of a started browser.
 * @property {(url: string) => Promise<unknown>} goto
 * @property {() => Promise<unknown>} reload
 * @property {(source: string) => Promise<any>} run  The value of the expression in the page, as JSON can hold it.
 * @property {(points: Point[]) => Promise<void>} mouse  Pressed at the first point, released at the last. One point is a click.
 * @property {(points: Point[]) => Promise<void>} [finger]  The same with a finger, where the driver has one.
 * @property {(width: number, height: number) => Promise<unknown>} resize
 * @property {(selector: string) => Promise<Buffer>} picture  Of an element, as PNG.
 * @property {() => Promise<string[]>} complaints  Console errors, warnings and uncaught errors of the open page.
 * @property {() => Promise<void>} close
 */

/**
 * @param {import("playwright-core").Page} page
 * @param {Pick<Tab, "goto" | "reload">} [go]  Instead of the page's own ways to load a document.
 * @returns {Omit<Tab, "resize" | "close">} What Playwright and Puppeteer spell alike.
 */
export function tabOf(page, go = page) {
  /** @type {string[]} */
  let complaints = [];
  page.on("console", (message) => /^(error|warn)/.test(message.type()) && complaints.push(`console: ${message.text()} ${message.location()?.url ?? ""}`));
  page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
  return {
    goto(url) {
      complaints = [];
      return go.goto(url);
    },
    reload: () => go.reload(),
    run: (source) => page.evaluate(source),
    async mouse(points) {
      for (const [i, { x, y }] of points.entries()) {
        await page.mouse.move(x, y);
        if (i === 0) await page.mouse.down();
      }
      await page.mouse.up();
    },
    picture: async (selector) => Buffer.from((await (await page.$(selector))?.screenshot()) ?? []),
    complaints: async () => complaints,
  };
}
