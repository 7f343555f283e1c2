/**
 * What Lighthouse makes of the built home page on a telephone, in the browser of the tests: `node site/browser/lighthouse.mjs`
 *
 * Prints the four scores and what costs points, and writes the whole report to build/lighthouse.html. The telephone and its slow
 * network are Lighthouse's defaults, simulated. The score of performance is for this command only: tests never judge a time. It is
 * the middle one of several, because it suffers from whatever else the machine does.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { serve } from "../bin/serve.mjs";
import { findBrowser, freePort, startBrowser } from "./chromium.mjs";
import { repository, www } from "./visit.mjs";

/** @typedef {"performance" | "accessibility" | "best-practices" | "seo"} Category */

/** @type {Category[]} */
const ALL = ["performance", "accessibility", "best-practices", "seo"];

const TRIES = 5;

/**
 * @param {Category[]} [categories]
 * @returns {Promise<{scores: {category: string, score: number, failed: string[]}[], metrics: string[], report: string}>} Scores of 0 to
 *     100, each with the audits that keep it from 100; the measured times; and the report as a page.
 */
export async function audit(categories = ALL) {
  const lighthouse = await load();
  const { url, server } = await serve(www, { port: 0, base: "/some/base/" });
  const port = await freePort();
  const browser = await startBrowser(findBrowser(), [`--remote-debugging-port=${port}`]);
  try {
    const { lhr, report } = await lighthouse(url, { port, onlyCategories: categories, output: "html", logLevel: "error" });
    if (lhr.runtimeError) throw new Error(`Lighthouse did not get through: ${lhr.runtimeError.message}`);
    const scores = categories.map((category) => ({ category, score: Math.round(100 * lhr.categories[category].score), failed: failedIn(lhr, category) }));
    const metrics = lhr.categories.performance?.auditRefs.filter((/** @type {any} */ { group }) => group === "metrics") ?? [];
    return { scores, metrics: metrics.map((/** @type {any} */ { id }) => `${lhr.audits[id].title}: ${lhr.audits[id].displayValue}`), report };
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
  }
}

/** @returns {Promise<any>} The function, without its types, which are of the whole of Chrome's protocol. */
async function load() {
  const { resolve } = createRequire(new URL("../package.json", import.meta.url));
  return (await import(pathToFileURL(resolve("lighthouse")).href)).default;
}

/**
 * @param {any} result  Of Lighthouse.
 * @param {Category} category
 * @returns {string[]} What costs points: an audit's title, and the places that it names.
 */
function failedIn({ categories, audits }, category) {
  return categories[category].auditRefs
    .filter((/** @type {any} */ { id, weight }) => weight > 0 && audits[id].score !== null && audits[id].score < 1)
    .map((/** @type {any} */ { id }) => {
      const places = (audits[id].details?.items ?? []).map((/** @type {any} */ item) => item.node?.snippet ?? item.description ?? item.url ?? "");
      return [`${id}: ${audits[id].title} (${Math.round(100 * audits[id].score)})`, ...places.filter(Boolean)].join(" | ");
    });
}

async function main() {
  const tries = [];
  for (let i = 0; i < TRIES; i++) tries.push(await audit());
  tries.sort((one, other) => one.scores[0].score - other.scores[0].score);
  const { scores, metrics, report } = tries[TRIES >> 1];
  for (const { category, score, failed } of scores) {
    process.stdout.write(`${category.padEnd(16)}${score}\n${failed.map((line) => `  ${line}\n`).join("")}`);
  }
  process.stdout.write(`${metrics.join("\n")}\nPerformance of ${TRIES} visits: ${tries.map((one) => one.scores[0].score).join(", ")}\n`);
  const path = join(repository, "build", "lighthouse.html");
  await mkdir(join(repository, "build"), { recursive: true });
  await writeFile(path, report);
  process.stdout.write("Wrote build/lighthouse.html\n");
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await main();
