/**
 * The real browser that the tests draw in: which one, and how it starts.
 */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { delimiter, join } from "node:path";
import process from "node:process";

/** @type {typeof import("playwright-core")} */
const { chromium } = createRequire(new URL("../package.json", import.meta.url))("playwright-core");

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/**
 * @returns {string | null} The path of $BROWSER_BIN, else of the first browser on the PATH, else of Playwright's own.
 */
export function findBrowser() {
  if (process.env.BROWSER_BIN) return process.env.BROWSER_BIN;
  return onPath(...NAMES) ?? (existsSync(chromium.executablePath()) ? chromium.executablePath() : null);
}

/**
 * @param {string[]} names  The first that is there counts.
 * @returns {string | null} The path of the program.
 */
export function onPath(...names) {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path)) ?? null;
}

/**
 * @param {string | null} [path]
 * @param {string[]} [more]  Arguments of the browser's command line.
 * @returns {Promise<import("playwright-core").Browser>}
 */
export async function startBrowser(path = findBrowser(), more = []) {
  if (path === null) {
    throw new Error("No browser was found: run `node site/browser/install.mjs`, or set BROWSER_BIN to a Chromium or Chrome.");
  }
  // The tests open pages of this repository only, and containers run as root, where the sandbox refuses to start.
  const args = ["--no-sandbox", "--disable-quic", "--disable-background-networking", ...more];
  return chromium.launch({ executablePath: path, args });
}

/** @returns {Promise<number>} One that nothing listened on a moment ago. */
export async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  await new Promise((resolve) => server.close(resolve));
  return port;
}
