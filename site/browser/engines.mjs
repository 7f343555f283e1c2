/**
 * The engines that the drawing tests run in, each behind the same few verbs: Chromium through Playwright, Firefox through
 * Puppeteer over WebDriver BiDi, WebKitGTK through Selenium and WebDriver.
 */
import { Buffer } from "node:buffer";
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import process from "node:process";
import { findBrowser, freePort, onPath, startBrowser } from "./chromium.mjs";

/** @typedef {{x: number, y: number}} Point  In pixels of the window. */

/**
 * @typedef {object} Tab  The one page of a started engine.
 * @property {(url: string) => Promise<unknown>} goto
 * @property {() => Promise<unknown>} reload
 * @property {(source: string) => Promise<any>} run  What the expression comes to in the page, as JSON can hold it.
 * @property {(points: Point[]) => Promise<void>} mouse  Pressed at the first point, released at the last; a click, where there is one.
 * @property {(points: Point[]) => Promise<void>} [finger]  The same with a finger, where the driver has one.
 * @property {(width: number, height: number) => Promise<unknown>} resize
 * @property {(selector: string) => Promise<Buffer>} picture  Of an element, as PNG.
 * @property {() => Promise<string[]>} complaints  Console errors, warnings and uncaught errors of the page that is open.
 * @property {() => Promise<void>} close
 */

/**
 * @typedef {object} Engine
 * @property {string} name
 * @property {string[]} packages  Of Debian, that bring it.
 * @property {() => string | null} find  The path of what is started; null when something is missing.
 * @property {() => Promise<Tab>} start
 * @property {string} [noFinger]  Why there is none, where there is none.
 */

/** @type {Engine[]} */
export const engines = [
  { name: "Chromium", packages: ["chromium"], find: findBrowser, start: startChromium },
  { name: "Firefox ESR", packages: ["firefox-esr"], find: findFirefox, start: () => startFirefox() },
  { name: "WebKitGTK", packages: ["webkit2gtk-driver", "xvfb", "xauth"], find: findWebKit, start: startWebKit, noFinger: "WebKitWebDriver takes pointers of type touch, and moves the mouse" },
];

/**
 * Firefox as the Tor Browser sets it: canvases cannot be read back, clocks are coarse, sizes and languages pretended.
 *
 * @type {Engine}
 */
export const protectedFirefox = {
  ...engines[1],
  name: "Firefox ESR with fingerprint protection",
  start: () => startFirefox({ "privacy.resistFingerprinting": true }),
};

/**
 * @param {Engine} engine
 * @returns {string | false} Why its tests cannot run; false when they can, and in CI, where a missing engine is to fail.
 */
export function missing({ name, packages, find }) {
  if (process.env.CI === "true" || find() !== null) return false;
  return `${name} is not here: on Debian install ${packages.join(", ")}`;
}

/** @returns {string | null} */
function findFirefox() {
  return process.env.FIREFOX_BIN || onPath("firefox-esr", "firefox");
}

/** @returns {string | null} The driver's path: it knows where its browser is. That one needs a screen, if only a pretended one. */
function findWebKit() {
  return onPath("xvfb-run") && onPath("xauth") && onPath("WebKitWebDriver");
}

/** @returns {Promise<Tab>} */
async function startChromium() {
  const browser = await startBrowser();
  const page = await (await browser.newContext({ hasTouch: true })).newPage();
  const session = await page.context().newCDPSession(page);
  return {
    ...tabOf(page),
    resize: (width, height) => page.setViewportSize({ width, height }),
    // Through the browser's own input pipeline: it scrolls where the page lets it.
    async finger(points) {
      for (const [i, point] of points.entries()) {
        await session.send("Input.dispatchTouchEvent", { type: i === 0 ? "touchStart" : "touchMove", touchPoints: [point] });
      }
      await session.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    },
    close: () => browser.close(),
  };
}

/**
 * @param {Record<string, unknown>} [preferences]
 * @returns {Promise<Tab>}
 */
async function startFirefox(preferences) {
  const puppeteer = /** @type {import("puppeteer-core").PuppeteerNode} */ (required("puppeteer-core"));
  const executablePath = found("Firefox ESR", findFirefox());
  const browser = await puppeteer.launch({ browser: "firefox", executablePath, extraPrefsFirefox: preferences, defaultViewport: null });
  const page = await browser.newPage();
  return {
    ...tabOf(/** @type {any} */ (page)), // Its page and Playwright's are alike in what is used of them.
    resize: (width, height) => page.setViewport({ width, height }),
    // Its events are those of a finger, but they are given to the page and not to the browser: they never scroll.
    async finger([first, ...rest]) {
      const touch = await page.touchscreen.touchStart(first.x, first.y);
      for (const { x, y } of rest) await touch.move(x, y);
      await touch.end();
    },
    close: () => browser.close(),
  };
}

/**
 * @param {import("playwright-core").Page} page
 * @returns {Omit<Tab, "resize" | "close">} What Playwright and Puppeteer spell alike.
 */
function tabOf(page) {
  /** @type {string[]} */
  let complaints = [];
  page.on("console", (message) => /^(error|warn)/.test(message.type()) && complaints.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
  return {
    goto(url) {
      complaints = [];
      return page.goto(url);
    },
    reload: () => page.reload(),
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

/** @returns {Promise<Tab>} */
async function startWebKit() {
  const { Builder, By, Origin } = required("selenium-webdriver");
  const port = await freePort();
  const screen = ["--auto-servernum", "--server-args=-screen 0 1600x1200x24"];
  // However this process ends, its end of the pipe closes, and driver and screen go.
  const untilClosed = ["sh", "-c", '"$0" "$@" & read -r line; kill $!'];
  const child = spawn("xvfb-run", [...screen, ...untilClosed, found("WebKitGTK", findWebKit()), `--port=${port}`], { stdio: ["pipe", "ignore", "ignore"] });
  const server = `http://127.0.0.1:${port}`;
  const started = answering(`${server}/status`).then(() => new Builder().usingServer(server).withCapabilities({ browserName: "MiniBrowser" }).build());
  const driver = await started.catch((error) => {
    child.stdin.end();
    throw error;
  });
  const run = (/** @type {string} */ source) => driver.executeScript(`return ${source}`);
  return {
    run,
    // This protocol tells nothing of the console: from here on the page keeps what is said. What went wrong before, the tests see.
    async goto(url) {
      await driver.get(url);
      await run(`(${keepComplaints})()`);
    },
    reload: () => driver.navigate().refresh(),
    async mouse([first, ...rest]) {
      const at = (/** @type {Point} */ { x, y }) => ({ x: Math.round(x), y: Math.round(y), duration: 0, origin: Origin.VIEWPORT });
      const hand = driver.actions({ async: true }).move(at(first)).press();
      for (const point of rest) hand.move(at(point));
      await hand.release().perform();
    },
    resize: (width, height) => driver.manage().window().setRect({ width, height }),
    picture: async (selector) => Buffer.from(await driver.findElement(By.css(selector)).takeScreenshot(), "base64"),
    complaints: () => run("globalThis.complaints"),
    async close() {
      await driver.quit();
      child.stdin.end();
    },
  };
}

/** Runs in the page. */
function keepComplaints() {
  /** @type {string[]} */
  const complaints = (/** @type {any} */ (globalThis).complaints = []);
  addEventListener("error", (event) => complaints.push(`error: ${event.message}`));
  addEventListener("unhandledrejection", (event) => complaints.push(`error: ${event.reason}`));
  for (const kind of /** @type {const} */ (["error", "warn"])) console[kind] = (...said) => complaints.push(`console: ${said.join(" ")}`);
}

/**
 * @param {string} name  Of a package of the front end.
 * @returns {any}
 */
function required(name) {
  return createRequire(new URL("../package.json", import.meta.url))(name);
}

/**
 * @param {string} name
 * @param {string | null} path
 * @returns {string}
 */
function found(name, path) {
  if (path === null) throw new Error(`${name} was not found: run \`node site/browser/install.mjs\`.`);
  return path;
}

/** @param {string} url  Waits until something answers there. */
async function answering(url) {
  for (let tries = 0; tries < 300; tries++) {
    if (await fetch(url).catch(() => null)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`Nothing answers at ${url}.`);
}
