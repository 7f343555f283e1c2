/**
 * Firefox, driven by Puppeteer over WebDriver BiDi: the distribution's own, without geckodriver.
 */
import process from "node:process";
import { until } from "../wait.mjs";
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
  const go = {
    goto: (/** @type {string} */ url) => leave(page, `location.assign(${JSON.stringify(url)})`),
    reload: () => leave(page, "location.reload()"),
  };
  return {
    ...tabOf(/** @type {any} */ (page), go), // What else is used of it is the same as in Playwright.
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

/**
 * Goes to another document, and waits until it is loaded. Puppeteer's own `goto` and `reload` wait for an event of that very navigation.
 * Firefox can name another navigation in it; then they wait until they time out. So the page itself is asked.
 *
 * @param {import("puppeteer-core").Page} page
 * @param {string} how  Source of a script that leaves the page.
 * @throws {Error} When it is not loaded in time; the message has the page's last answer.
 */
async function leave(page, how) {
  await page.evaluate(`globalThis.isOld = true; ${how}`);
  /** @type {{isOld: boolean, state: string, at: string} | string} */
  let last = "";
  await until(
    async () => {
      try {
        last = await page.evaluate(() => ({ isOld: "isOld" in globalThis, state: document.readyState, at: document.documentURI }));
      } catch (error) {
        last = `${error}`; // Between two documents there is none to ask.
      }
      return typeof last === "object" && !last.isOld && last.state === "complete" && !last.at.startsWith("about:");
    },
    () => `a page after ${how}; the last answer is ${JSON.stringify(last)}.`,
  );
}
