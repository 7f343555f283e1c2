/**
 * Firefox, driven by Puppeteer over WebDriver BiDi: the distribution's own, without geckodriver.
 */
import process from "node:process";
import { loadPackage } from "./packages.mjs";
import { found, onPath } from "./programs.mjs";
import { tabOf } from "./tab.mjs";

/** @returns {string | null} The path of $FIREFOX_BIN, else of the first Firefox on the PATH. */
export function findFirefox() {
  return process.env.FIREFOX_BIN || onPath("firefox-esr", "firefox");
}

/**
 * @param {Record<string, unknown>} [preferences]  As in about:config.
 * @returns {Promise<import("./tab.mjs").Tab>}
 */
export async function firefoxTab(preferences) {
  const puppeteer = /** @type {import("puppeteer-core").PuppeteerNode} */ (loadPackage("puppeteer-core"));
  const executablePath = found("Firefox ESR", findFirefox());
  const browser = await puppeteer.launch({ browser: "firefox", executablePath, extraPrefsFirefox: preferences, defaultViewport: null });
  const page = await browser.newPage();
  return {
    ...tabOf(/** @type {any} */ (page)), // What is used of it is the same as in Playwright.
    resize: (width, height) => page.setViewport({ width, height }),
    // These touches are given to the page and not to the browser: they never scroll.
    async finger([first, ...rest]) {
      const touch = await page.touchscreen.touchStart(first.x, first.y);
      for (const { x, y } of rest) await touch.move(x, y);
      await touch.end();
    },
    close: () => browser.close(),
  };
}
