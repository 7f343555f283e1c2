/**
 * WebKitGTK, driven by Selenium through the driver that comes with it.
 */
import { Buffer } from "node:buffer";
import { spawn } from "node:child_process";
import { loadPackage } from "./packages.mjs";
import { found, freePort, onPath } from "./programs.mjs";
import { until } from "../wait.mjs";

/** @typedef {import("./tab.mjs").Point} Point */
/** @typedef {import("./tab.mjs").Tab} Tab */

/** @returns {string | null} The path of the driver, which knows where its browser is; null without it or without a virtual screen. */
export function findWebKit() {
  return onPath("xvfb-run") && onPath("xauth") && onPath("WebKitWebDriver");
}

/** @returns {Promise<Tab>} */
export async function webKitTab() {
  const { Builder, By, Origin } = loadPackage("selenium-webdriver");
  const { url, end } = await startDriver();
  const driver = await new Builder()
    .usingServer(url)
    .withCapabilities({ browserName: "MiniBrowser" })
    .build()
    .catch((/** @type {unknown} */ error) => {
      end();
      throw error;
    });
  const run = (/** @type {string} */ source) => driver.executeScript(`return ${source}`);
  return {
    run,
    // This protocol does not report the console: from here on the page keeps what is said. What goes wrong before, the tests see.
    async goto(address) {
      await driver.get(address);
      await run(`(${keepComplaints})()`);
    },
    reload: () => driver.navigate().refresh(),
    mouse: (points) => moveMouse(driver.actions({ async: true }), points, Origin.VIEWPORT),
    resize: (width, height) => driver.manage().window().setRect({ width, height }),
    picture: async (selector) => Buffer.from(await driver.findElement(By.css(selector)).takeScreenshot(), "base64"),
    complaints: () => run("globalThis.complaints"),
    async close() {
      await driver.quit();
      end();
    },
  };
}

/** @returns {Promise<{url: string, end: () => void}>} A driver that answers at this address. */
async function startDriver() {
  const url = `http://127.0.0.1:${await freePort()}`;
  const screen = ["--auto-servernum", "--server-args=-screen 0 1600x1200x24"];
  // However this process ends, its end of the pipe closes, and driver and screen end too.
  const untilClosed = ["sh", "-c", '"$0" "$@" & read -r line; kill $!'];
  const command = [...screen, ...untilClosed, found("WebKitGTK", findWebKit()), `--port=${new URL(url).port}`];
  const child = spawn("xvfb-run", command, { stdio: ["pipe", "ignore", "ignore"] });
  const end = () => child.stdin.end();
  try {
    await until(
      () => fetch(`${url}/status`).catch(() => null),
      () => `an answer of WebKitWebDriver at ${url}.`,
    );
  } catch (error) {
    end();
    throw error;
  }
  return { url, end };
}

/**
 * @param {any} actions  Of Selenium.
 * @param {Point[]} points
 * @param {unknown} origin
 */
async function moveMouse(actions, [first, ...rest], origin) {
  const at = (/** @type {Point} */ { x, y }) => ({ x: Math.round(x), y: Math.round(y), duration: 0, origin });
  actions.move(at(first)).press();
  for (const point of rest) actions.move(at(point));
  await actions.release().perform();
}

/** Runs in the page. */
function keepComplaints() {
  /** @type {string[]} */
  const complaints = [];
  Object.assign(globalThis, { complaints });
  addEventListener("error", (event) => complaints.push(`error: ${event.message}`));
  addEventListener("unhandledrejection", (event) => complaints.push(`error: ${event.reason}`));
  for (const kind of /** @type {const} */ (["error", "warn"])) console[kind] = (...said) => complaints.push(`console: ${said.join(" ")}`);
}
