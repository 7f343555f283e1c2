/**
 * Makes sure that there are browsers for the tests, and prints their paths: `node site/browser/install.mjs [NAME...]`, such as Chromium
 *
 * Takes a browser that is there. Else it fetches Playwright's, for Chromium only; else, as root where there is apt, the distribution's.
 * Without Chromium nothing can be tested. The tests of another engine that cannot be installed are skipped, but not in CI.
 */
import { spawnSync } from "node:child_process";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { engines } from "./drivers/engines.mjs";

const MINUTES = 60_000;

/**
 * @param {import("./drivers/engines.mjs").Engine} engine
 * @returns {Promise<string | null>} The path of an engine that starts.
 */
async function working(engine) {
  const path = engine.find();
  if (path === null) return null;
  try {
    await (await engine.start()).close();
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
  process.stderr.write(`Not all browsers are here yet: ${command} ${args.join(" ")}\n`);
  spawnSync(command, args, { stdio: ["ignore", process.stderr, process.stderr], timeout: 5 * MINUTES });
}

function playwright() {
  const cli = fileURLToPath(new URL("../node_modules/playwright-core/cli.js", import.meta.url));
  run(process.execPath, [cli, "install", "chromium"]);
}

let isFresh = false;

/** @param {string[]} packages */
function apt(packages) {
  if (process.getuid?.() !== 0) return;
  if (!isFresh) run("apt-get", ["update"]);
  isFresh = true;
  run("apt-get", ["install", "--yes", "--no-install-recommends", ...packages]);
}

const wanted = process.argv.slice(2);
for (const engine of engines.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  const { name, packages } = engine;
  const isMust = name === "Chromium";
  let path = await working(engine);
  for (const attempt of [...(isMust ? [playwright] : []), () => apt(packages)]) {
    if (path !== null) break;
    attempt();
    path = await working(engine);
  }
  if (path !== null) {
    process.stdout.write(`${name}: ${path}\n`);
  } else if (isMust) {
    process.stderr.write("No browser could be found or installed: install Chromium or Chrome, or set BROWSER_BIN to one.\n");
    process.exitCode = 1;
  } else {
    process.stderr.write(`${name} could not be started or installed; on Debian it comes with ${packages.join(", ")}.\n`);
    if (process.env.CI === "true") process.exitCode = 1;
  }
}
