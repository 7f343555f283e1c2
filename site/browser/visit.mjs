/**
 * Opens the built site in Chromium, and notes what a visitor must never see: errors, warnings, requests to other hosts.
 */
import { serve } from "../bin/serve.mjs";
import { BASE, www } from "./built-site.mjs";
import { startChromium } from "./drivers/chromium.mjs";
import { ready } from "./demo-page.mjs";

/** @typedef {import("playwright-core").Page} Page */

/**
 * @param {string} [folder]  Of a built site.
 * @param {Record<string, string>} [headers]  Sent with every answer.
 */
export async function visit(folder = www, headers = {}) {
  const { url, stop } = await serve(folder, { port: 0, base: BASE, headers });
  const browser = await startChromium();
  return {
    url,

    /**
     * @param {import("playwright-core").BrowserContextOptions} [options]
     * @param {string} [path]  Of a page, relative to the home page, which is opened without one.
     */
    async open(options = { viewport: { width: 1280, height: 800 } }, path = "") {
      // A service worker would answer in place of the requests that tests intercept. The tests that need one allow it.
      const context = await browser.newContext({ serviceWorkers: "block", ...options });
      const page = await context.newPage();
      const complaints = complaintsOf(page, url);
      await page.goto(new URL(path, url).href);
      return { page, complaints };
    },

    /**
     * Opens a page whose demo is ready to answer.
     *
     * @param {string} [path]
     */
    async openDemo(path) {
      const opened = await this.open(undefined, path);
      await ready(opened.page);
      return opened;
    },

    async close() {
      await browser.close();
      await stop();
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
    if (["error", "warning"].includes(message.type()) && !blocked) complaints.push(`console: ${message.text()} ${message.location().url}`);
  });
  page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
  page.on("request", (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol !== "data:" && protocol !== "blob:" && origin !== new URL(url).origin) complaints.push(`foreign: ${request.url()}`);
  });
  return complaints;
}
