/**
 * Chromium, driven by Playwright: most tests and all commands of this folder run in it.
 */
import { existsSync } from "node:fs";
import process from "node:process";
import { loadPackage } from "./packages.mjs";
import { onPath } from "./programs.mjs";
import { tabOf } from "./tab.mjs";

/** @type {typeof import("playwright-core")} */
const { chromium } = loadPackage("playwright-core");

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/**
 * @returns {string | null} The path of $BROWSER_BIN, else of the first browser on the PATH, else of Playwright's own.
 */
export function findChromium() {
  if (process.env.BROWSER_BIN) return process.env.BROWSER_BIN;
  return onPath(...NAMES) ?? (existsSync(chromium.executablePath()) ? chromium.executablePath() : null);
}

/**
 * @param {string[]} [more]  Arguments of the browser's command line.
 * @returns {Promise<import("playwright-core").Browser>}
 */
export async function startChromium(more = []) {
  const executablePath = findChromium();
  if (executablePath === null) {
    throw new Error("No browser was found: run `node site/browser/install.mjs`, or set BROWSER_BIN to a Chromium or Chrome.");
  }
  // The sandbox does not start as root, which containers run as; the tests only open pages of this repository.
  const args = ["--no-sandbox", "--disable-quic", "--disable-background-networking", ...more];
  return chromium.launch({ executablePath, args });
}

/** @returns {Promise<import("./tab.mjs").Tab>} */
export async function chromiumTab() {
  const browser = await startChromium();
  const page = await (await browser.newContext({ hasTouch: true })).newPage();
  const session = await page.context().newCDPSession(page);
  return {
    ...tabOf(page),
    resize: (width, height) => page.setViewportSize({ width, height }),
    // These touches go through the browser's own input pipeline: they scroll where the page lets them.
    async finger(points) {
      for (const [i, point] of points.entries()) {
        await session.send("Input.dispatchTouchEvent", { type: i === 0 ? "touchStart" : "touchMove", touchPoints: [point] });
      }
      await session.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    },
    close: () => browser.close(),
  };
}
