/**
 * Lighthouse's scores of the built home page, on a simulated telephone with a slow network: `node site/browser/lighthouse.mjs`
 *
 * Prints the four scores and what costs points, and writes the whole report to build/lighthouse.html. Only this command looks at the
 * score of performance: tests never judge a time. It is the middle one of several, because whatever else the machine does lowers it.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { command } from "../bin/command.mjs";
import { serve } from "../bin/serve.mjs";
import { BASE, repository, www } from "./built-site.mjs";
import { startChromium } from "./drivers/chromium.mjs";
import { pathOfPackage } from "./drivers/packages.mjs";
import { freePort } from "./drivers/programs.mjs";

/** @typedef {"performance" | "accessibility" | "best-practices" | "seo"} Category */

/** @type {Category[]} */
const ALL = ["performance", "accessibility", "best-practices", "seo"];

const TRIES = 5;

/**
 * @typedef {object} Audit
 * @property {{category: string, score: number, failed: string[]}[]} scores  0 to 100, each with the audits that keep it from 100.
 * @property {string[]} metrics  The measured times.
 * @property {string} report  As a page.
 */

/**
 * @param {Category[]} [categories]
 * @returns {Promise<Audit>}
 */
export async function audit(categories = ALL) {
  const lighthouse = await load();
  const { url, stop } = await serve(www, { port: 0, base: BASE });
  const port = await freePort();
  const browser = await startChromium([`--remote-debugging-port=${port}`]);
  try {
    const { lhr, report } = await lighthouse(url, { port, onlyCategories: categories, output: "html", logLevel: "error" });
    if (lhr.runtimeError) throw new Error(`Lighthouse did not get through: ${lhr.runtimeError.message}`);
    const scores = categories.map((category) => ({ category, score: Math.round(100 * lhr.categories[category].score), failed: failedIn(lhr, category) }));
    const metrics = lhr.categories.performance?.auditRefs.filter((/** @type {any} */ { group }) => group === "metrics") ?? [];
    return { scores, metrics: metrics.map((/** @type {any} */ { id }) => `${lhr.audits[id].title}: ${lhr.audits[id].displayValue}`), report };
  } finally {
    await browser.close();
    await stop();
  }
}

/** @returns {Promise<any>} The function without its types, which are those of all of Chrome's protocol. */
async function load() {
  return (await import(pathToFileURL(pathOfPackage("lighthouse")).href)).default;
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
  await mkdir(join(repository, "build"), { recursive: true });
  await writeFile(join(repository, "build", "lighthouse.html"), report);
  const lines = scores.flatMap(({ category, score, failed }) => [`${category.padEnd(16)}${score}`, ...failed.map((line) => `  ${line}`)]);
  const visits = `Performance of ${TRIES} visits: ${tries.map((one) => one.scores[0].score).join(", ")}`;
  return `${[...lines, ...metrics, visits, "Wrote build/lighthouse.html"].join("\n")}\n`;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await command(main);
