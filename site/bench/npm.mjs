/**
 * Measures the npm package: its tarball, and what the pages of the examples load until they can answer.
 *
 * `node site/bench/npm.mjs [--json FILE]`, after `make npm`. Everything is sent compressed, and nothing is in the cache.
 *
 * @typedef {{name: string, script: number, wasm: number, model: number}} Page  Bytes over the network; HTML is left out.
 */
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { command } from "../bin/command.mjs";
import { serve } from "../bin/serve.mjs";
import { startChromium } from "../browser/drivers/chromium.mjs";
import { builtFiles } from "../build/built-files.mjs";
import { builtTarball, emptyProject, withExamples } from "../build/npm/project.mjs";
import { visit } from "./measured-visit.mjs";
import { provenance } from "./provenance.mjs";

/** Pages that are measured: title -> path below the folder of the examples. */
const PAGES = { "No build": "plain/", Vite: "vite/dist/", webpack: "webpack/", React: "react/dist/", Vue: "vue/dist/" };

/**
 * @param {import("playwright-core").Browser} browser
 * @param {string} name
 * @param {string} url
 * @returns {Promise<Page>}
 */
async function measured(browser, name, url) {
  const { transfers, close } = await visit(browser, url, { answered });
  const sum = (/** @type {RegExp} */ kind) => transfers.filter((transfer) => kind.test(transfer.url)).reduce((total, { bytes }) => total + bytes, 0);
  await close();
  return { name, script: sum(/\.js$/), wasm: sum(/\.wasm$/), model: sum(/\.(json|bin)$/) };
}

/** Runs in the page: the time when WebAssembly and weights, which come last, are there. */
function answered() {
  const ended = [/\.wasm$/, /\.bin$/].map((kind) => performance.getEntriesByType("resource").find(({ name }) => kind.test(name)));
  return ended.every((entry) => entry && entry.duration > 0) ? performance.now() : undefined;
}

/** @param {string} folder */
async function bytesOf(folder) {
  const sizes = await Promise.all((await builtFiles(folder)).map(async (file) => (await stat(join(folder, file))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** @param {string} tarball */
async function measure(tarball) {
  const project = await mkdtemp(join(tmpdir(), "inkling-"));
  const installed = await emptyProject(project, tarball);
  const { url, stop } = await serve(await withExamples(project), { port: 0, compressed: /./ });
  const browser = await startChromium();
  try {
    /** @type {Page[]} */
    const pages = [];
    for (const [name, path] of Object.entries(PAGES)) pages.push(await measured(browser, name, `${url}${path}`));
    const { version } = JSON.parse(await readFile(join(installed, "package.json"), "utf8"));
    return { version, tarball: (await stat(tarball)).size, installed: await bytesOf(installed), pages };
  } finally {
    await browser.close();
    await stop();
    await rm(project, { recursive: true, force: true });
  }
}

/** @param {Awaited<ReturnType<typeof measure>>} results */
function inWords({ version, tarball, installed, pages }) {
  const kilobytes = (/** @type {number} */ bytes) => `${(bytes / 1000).toFixed(0)} KB`.padStart(7);
  const lines = pages.map(({ name, script, wasm, model }) => `  ${name.padEnd(10)}${[script, wasm, model, script + wasm + model].map(kilobytes).join("  ")}\n`);
  const head = `inkling-digits ${version}: tarball ${kilobytes(tarball).trim()}, installed ${kilobytes(installed).trim()}\n`;
  return `${head}A page loads, compressed: script, WebAssembly, model, all\n${lines.join("")}`;
}

async function main() {
  const { values } = parseArgs({ options: { json: { type: "string" } } });
  const results = { ...(await provenance("make bench-npm")), ...(await measure(await builtTarball())) };
  if (values.json !== undefined) {
    await mkdir(dirname(values.json), { recursive: true });
    await writeFile(values.json, `${JSON.stringify(results, null, 2)}\n`);
  }
  return inWords(results);
}

await command(main);
