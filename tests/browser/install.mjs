/**
 * Makes sure that there is a browser for the tests, and prints its path: `node tests/browser/install.mjs`
 *
 * Takes what is there; else Playwright's Chromium; else, as root where there is apt, the distribution's.
 */
import { spawnSync } from "node:child_process";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { findBrowser, startBrowser } from "./browser.mjs";

const MINUTES = 60_000;

/** @returns {Promise<string | null>} The path of a browser that starts. */
async function working() {
  const path = findBrowser();
  if (path === null) return null;
  try {
    await (await startBrowser(path)).close();
    return path;
  } catch {
    process.stderr.write(`${path} does not start.\n`);
    return null;
  }
}

/**
 * @param {string} command
 * @param {string[]} args
 */
function run(command, args) {
  process.stderr.write(`No browser yet: ${command} ${args.join(" ")}\n`);
  spawnSync(command, args, { stdio: ["ignore", process.stderr, process.stderr], timeout: 5 * MINUTES });
}

/** @type {(() => void)[]} */
const attempts = [
  () => {},
  () => {
    const cli = fileURLToPath(new URL("../../site/node_modules/playwright-core/cli.js", import.meta.url));
    run(process.execPath, [cli, "install", "chromium"]);
  },
  () => {
    if (process.getuid?.() !== 0) return;
    run("apt-get", ["update"]);
    run("apt-get", ["install", "--yes", "--no-install-recommends", "chromium"]);
  },
];

let path = null;
for (const attempt of attempts) {
  attempt();
  path = await working();
  if (path !== null) break;
}
if (path === null) {
  process.stderr.write("No browser could be found or installed: install Chromium or Chrome, or set BROWSER_BIN to one.\n");
  process.exitCode = 1;
} else {
  process.stdout.write(`${path}\n`);
}
