/**
 * Measures training in a browser: images a second of four engines, and seconds until the test images are read, in the page of this site
 * and as the examples of TensorFlow.js train.
 *
 * `node site/bench/training.mjs [--json FILE] [--rounds 5] [--limit 60]`, or `make bench-lab`. Reads build/www/, drives a headless Chromium,
 * prints a table, and with `--json` writes the numbers.
 */
import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { cpus, loadavg } from "node:os";
import { dirname, join, resolve } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import * as esbuild from "esbuild";
import { command } from "../bin/command.mjs";
import { serve } from "../bin/serve.mjs";
import { startChromium } from "../browser/drivers/chromium.mjs";
import { toFragment } from "../src/lab/train/settings.js";
import { provenance } from "./provenance.mjs";
import { median } from "./statistics.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const repository = resolve(here, "..", "..");

/** Name of the page, what to ask it for, the package whose version is the engine's. Ours is the first. */
const ENGINES = [
  { title: "Inkling, WebAssembly", page: "inkling", which: "wasm", from: null },
  { title: "Inkling, JavaScript", page: "inkling", which: "script", from: null },
  { title: "jax-js, WebAssembly", page: "jax-js", which: "wasm", from: "@jax-js/jax" },
  { title: "TensorFlow.js, WebAssembly", page: "tfjs", which: "wasm", from: "@tensorflow/tfjs" },
  { title: "TensorFlow.js, its own choice", page: "tfjs", which: "", from: "@tensorflow/tfjs" },
];

/** A network without a hidden layer does not get to 95 %. */
const RACES = [
  { title: "784-10", layers: [], rate: 0.003, target: 0.9 },
  { title: "784-128-64-10", layers: [128, 64], rate: 0.003, target: 0.95 },
];

/** Notes when the worker of our page has the images, and when the test images are read well enough. */
const WATCH = (/** @type {number} */ target) => `(() => {
  const Real = Worker;
  const seen = (globalThis.seen = { ready: null, reached: null, accuracy: 0 });
  globalThis.Worker = class extends Real {
    constructor(...all) {
      super(...all);
      this.addEventListener("message", ({ data }) => {
        if (data.state === "ready") seen.ready ??= performance.now();
        for (const { test } of data.points ?? []) {
          seen.accuracy = test.accuracy;
          if (test.accuracy >= ${target}) seen.reached ??= performance.now();
        }
      });
    }
  };
})();`;

/** @param {string} out */
async function buildPages(out) {
  await rm(out, { recursive: true, force: true });
  await esbuild.build({
    absWorkingDir: here,
    entryPoints: ["inkling", "tfjs", "jax-js"].map((name) => `training/${name}.js`),
    outdir: out,
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    external: ["node:*", "fs", "path", "util", "crypto", "worker_threads", "perf_hooks"],
    logLevel: "error",
  });
  for (const file of ["tfjs-backend-wasm-simd.wasm", "tfjs-backend-wasm.wasm"]) {
    await copyFile(join(here, "node_modules/@tensorflow/tfjs-backend-wasm/dist", file), join(out, file));
  }
  for (const name of ["inkling", "tfjs", "jax-js"]) {
    await writeFile(
      join(out, `${name}.html`),
      `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><script type="module" src="${name}.js"></script>\n`,
    );
  }
}

/**
 * @param {import("playwright-core").Browser} browser
 * @param {string} address
 * @param {string} expression  Of a promise.
 */
async function ask(browser, address, expression) {
  const page = await browser.newPage();
  try {
    await page.goto(address);
    await page.waitForFunction("globalThis.measure !== undefined");
    return await page.evaluate(expression);
  } finally {
    await page.close();
  }
}

/**
 * Engines take turns, so that what else the machine does slows all of them.
 *
 * @param {import("playwright-core").Browser} browser
 * @param {string} url
 * @param {number} rounds
 */
async function measureEngines(browser, url, rounds) {
  const engines = await Promise.all(ENGINES.map(async ({ title, from }) => ({ title, version: await versionOf(from), speeds: /** @type {number[]} */ ([]) })));
  for (let round = 0; round < rounds; round++) {
    for (const [i, { page, which }] of ENGINES.entries()) {
      engines[i].speeds.push(await ask(browser, `${url}bench/${page}.html`, `measure(${JSON.stringify(which)})`));
    }
  }
  for (const { title, speeds } of engines) say(`${title}: ${Math.round(median(speeds))} images a second`);
  return engines;
}

/**
 * @param {import("playwright-core").Browser} browser
 * @param {string} url
 * @param {typeof RACES[number]} race
 * @param {number} limit  Seconds.
 */
async function raceOurs(browser, url, { layers, rate, target }, limit) {
  const page = await browser.newPage();
  try {
    await page.addInitScript(WATCH(target));
    await page.goto(`${url}site/lab/train/#${toFragment({ filters: [], layers, dropout: 0, rate, batch: 128, epochs: 100, seed: 1 })}`);
    await page.getByRole("button", { name: "Start", exact: true }).click();
    // As a function: the policy of the page forbids text that becomes code.
    const isReached = () => /** @type {any} */ (globalThis).seen.reached !== null;
    await page.waitForFunction(isReached, null, { timeout: limit * 1000 }).catch(() => null);
    const { ready, reached, accuracy } = await page.evaluate("globalThis.seen");
    return { backend: "own", seconds: reached === null ? null : (reached - ready) / 1000, accuracy };
  } finally {
    await page.close();
  }
}

/** @param {string | null} from */
async function versionOf(from) {
  return from && JSON.parse(await readFile(join(here, "node_modules", from, "package.json"), "utf8")).version;
}

/** @param {string} news */
const say = (news) => process.stderr.write(`${news}\n`);

async function main() {
  const { values } = parseArgs({
    options: { json: { type: "string" }, rounds: { type: "string", default: "5" }, limit: { type: "string", default: "60" } },
  });
  const [rounds, limit] = [Number(values.rounds), Number(values.limit)];
  const out = join(repository, "build", "bench", "training");
  await buildPages(out);
  const load = loadavg()[0];
  const browser = await startChromium();
  const { url, stop } = await serve({ site: join(repository, "build", "www"), bench: out }, { port: 0 });
  try {
    const engines = await measureEngines(browser, url, rounds);
    const races = [];
    for (const race of RACES) {
      const runs = [{ title: "This page", ...(await raceOurs(browser, url, race, limit)) }];
      for (const which of ["", "wasm"]) {
        const result = await ask(browser, `${url}bench/tfjs.html`, `race("${which}", ${JSON.stringify({ ...race, limit })})`);
        runs.push({ title: `TensorFlow.js, ${which === "" ? "its own choice" : "WebAssembly"}`, ...result });
      }
      races.push({ ...race, runs });
      say(`${race.title}: ${runs.map(({ title, seconds, accuracy }) => `${title} ${seconds?.toFixed(2) ?? `not reached, ${accuracy}`}`).join("; ")}`);
    }
    const where = { hardware: { processor: cpus()[0].model, cores: cpus().length }, load, browser: browser.version() };
    const measured = { ...where, ...(await provenance("make bench-lab")), rounds, limit, engines, races };
    if (values.json) {
      await mkdir(dirname(resolve(values.json)), { recursive: true });
      await writeFile(values.json, `${JSON.stringify(measured, null, 1)}\n`);
    }
  } finally {
    await browser.close();
    await stop();
  }
}

await command(main);
