/**
 * Measures the pages of the laboratory in the built site: bytes and time until each is ready, with nothing in the cache.
 *
 * @typedef {{title: string, path: string, bytes: number, own: number, first: number[], first_linked: number[]}} LabPage  `bytes` until
 *     it is ready, and `own`, those of them that are not the theme's; milliseconds of each visit, and of visits over a slow line.
 */
import { visit } from "./measured-visit.mjs";

const PAGES = [
  { title: "Train a network", path: "lab/train/" },
  { title: "Atlas", path: "lab/atlas/" },
  { title: "Confusion matrices, a cell open", path: "lab/errors/#inkling/4/9" },
  { title: "What all models misread", path: "lab/misread/" },
];

/** What a page of the laboratory loads for itself. */
const OWN = /\/(assets\/(demo|train|words)|models)\//;

/** Notes when the page first says that it is ready. */
const WATCH = `new MutationObserver(() => {
  if (document.querySelector('[data-state="ready"]')) globalThis.benchReady ??= performance.now();
}).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-state"] });`;

/**
 * @param {import("playwright-core").Browser} browser
 * @param {string} url  Of the site's home page.
 * @param {{rounds: number, link: import("./measured-visit.mjs").Link & {rounds: number}, say: (news: string) => void}} settings
 * @returns {Promise<LabPage[]>}
 */
export async function measureLab(browser, url, { rounds, link, say }) {
  const rows = [];
  for (const { title, path } of PAGES) {
    say(`${title}: ${rounds} visits, and ${link.rounds} over a slow line`);
    const visits = [];
    for (let round = 0; round < rounds; round++) visits.push(await ready(browser, url + path));
    const linked = [];
    for (let round = 0; round < link.rounds; round++) linked.push((await ready(browser, url + path, link)).first);
    const [{ transfers }] = visits;
    const sum = (/** @type {RegExp} */ kind) => transfers.filter((each) => kind.test(each.url)).reduce((total, { bytes }) => total + bytes, 0);
    rows.push({ title, path, bytes: sum(/./), own: sum(OWN), first: visits.map(({ first }) => first), first_linked: linked });
  }
  return rows;
}

/**
 * @param {import("playwright-core").Browser} browser
 * @param {string} url
 * @param {import("./measured-visit.mjs").Link} [link]
 */
async function ready(browser, url, link) {
  const visited = await visit(browser, url, { script: WATCH, link, answered: () => /** @type {any} */ (globalThis).benchReady });
  await visited.close();
  return visited;
}
