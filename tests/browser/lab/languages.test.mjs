/**
 * The laboratory in other languages than English, in Chromium.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { violations } from "../../../site/browser/axe.mjs";
import { digits, draw } from "../../../site/browser/demo-page.mjs";
import { bracketed, choose, leftInEnglish, speaks } from "../../../site/browser/languages.mjs";
import { visit } from "../../../site/browser/visit.mjs";
import { kept } from "../../../site/browser/wait.mjs";

/** @typedef {import("playwright-core").Page} Page */

const TRAIN = "[data-inkling-train]";
const ATLAS = "[data-inkling-atlas]";
const ERRORS = "[data-inkling-errors]";
const QUICK = "lab/train/#layers=16&epochs=1&batch=512&rate=0.01&seed=3";
const TELEPHONE = { viewport: { width: 320, height: 640 }, reducedMotion: /** @type {const} */ ("reduce") };

/** @type {Awaited<ReturnType<typeof visit>>} */
let site;
before(async () => (site = await visit()));
after(() => site?.close());

/** @param {Page} page */
const isReady = (page) => page.locator(`${ATLAS}[data-state="ready"]`).waitFor({ timeout: 30_000 });

/**
 * Trains a network and compares it, so that every part of the page is there.
 *
 * @param {Page} page
 */
async function train(page) {
  await page.locator(".inkling-train-start").click();
  await page.locator(`${TRAIN}[data-state="done"]`).waitFor({ timeout: 60_000 });
  await page.locator(".inkling-train-curves details").evaluate((details) => details.setAttribute("open", ""));
  await page.locator(".inkling-train-comparison button").click();
  await page.waitForFunction(() => document.querySelectorAll(".inkling-train-compared > table tbody tr").length > 3, undefined, { timeout: 120_000 });
}

/** @param {Page} page */
async function drawOnMap(page) {
  await isReady(page);
  await draw(page, digits[3], ".atlas-own .inkling-pad");
  await page.waitForFunction((root) => document.querySelector(root)?.getAttribute("data-own"), ATLAS, { timeout: 30_000 });
}

/** @param {Page} page */
const shown = (page) => page.locator(`${ERRORS}[data-state="ready"][data-shown]`).waitFor({ timeout: 30_000 });

test("a visitor with an English browser fetches no language", async () => {
  for (const path of ["lab/atlas/", QUICK]) {
    const { page } = await site.open(undefined, "how/");
    /** @type {string[]} */
    const asked = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(new URL(path, site.url).href, { waitUntil: "networkidle" });
    assert.deepEqual(
      asked.filter((url) => url.includes("/words/")),
      [],
    );
    assert.equal(await page.locator(".inkling-language select").inputValue(), "en");
    await page.context().close();
  }
});

test("the browser's language is the page's, with its heading, and the text around it stays English", async () => {
  const { page, complaints } = await site.open({ locale: "de-AT" }, QUICK);
  await speaks(page, "de");
  assert.match(await page.locator("h1").innerText(), /^Ein Netz trainieren/);
  assert.deepEqual(await page.locator("h1, .lead").evaluateAll((all) => all.map((each) => each.getAttribute("lang"))), ["de", "de"]);
  assert.equal(await page.locator(".inkling-train-start").innerText(), "Start");
  assert.match(await page.locator(".inkling-language").innerText(), /in jeder Sprache 0 bis 9/);
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  assert.deepEqual(complaints, []);
  await page.context().close();
});

test("a language is chosen, changes what is shown already, and is remembered on other pages", async () => {
  const { page } = await site.open(undefined, QUICK);
  await page.locator(".inkling-train-start").click();
  await page.locator(`${TRAIN}[data-state="done"]`).waitFor({ timeout: 60_000 });
  await choose(page, "ar");
  assert.equal(await page.locator(TRAIN).getAttribute("dir"), "rtl");
  assert.match(await page.locator(".inkling-train-latest").innerText(), /^صور الاختبار: .*\d/);
  assert.match(await page.locator(".inkling-train-facts").innerText(), /^الخطوة 40 من 40/);
  await choose(page, "ja");
  assert.equal(await page.locator(TRAIN).getAttribute("dir"), "ltr");
  await page.reload();
  await speaks(page, "ja");
  await page.goto(new URL("lab/atlas/", site.url).href);
  await speaks(page, "ja");
  await choose(page, "en");
  assert.match(await page.locator("h1").innerText(), /^Atlas/);
  await isReady(page);
  assert.match(await page.locator(".atlas-list label").innerText(), /^Images/);
  await page.context().close();
});

test("the cells of a confusion matrix are named in a language that is chosen later", async () => {
  const { page } = await site.open(undefined, "lab/errors/#inkling/4/9");
  await shown(page);
  const cell = page.locator(`${ERRORS} td > a`).nth(49);
  assert.match((await cell.getAttribute("aria-label")) ?? "", /^4 read as 9: \d+$/);
  await choose(page, "de");
  await page.waitForFunction((root) => /^4 als 9 gelesen: \d+$/.test(document.querySelectorAll(`${root} td > a`)[49].getAttribute("aria-label") ?? ""), ERRORS);
  await page.context().close();
});

test("nothing in the laboratory is left in English", async () => {
  for (const [path, root, use] of /** @type {const} */ ([
    [QUICK, TRAIN, train],
    ["lab/atlas/", ATLAS, drawOnMap],
    ["lab/errors/#inkling/4/9", ERRORS, shown],
    ["lab/errors/#inkling/pendigits-orig.tes/4/9", ERRORS, shown],
    ["lab/errors/#inkling/image-2130", ERRORS, shown],
    ["lab/misread/#best-models", ERRORS, shown],
  ])) {
    const { page } = await site.open({ locale: "de-DE" }, "how/");
    await bracketed(page.context());
    await page.goto(new URL(path, site.url).href);
    await speaks(page, "de");
    await use(page);
    assert.deepEqual(await leftInEnglish(page, root), []);
    assert.match(await page.locator("h1").innerText(), /^⟦/);
    assert.match(await page.title(), /^⟦.+⟧ - /);
    assert.match(await page.locator(".lead").innerText(), /^⟦/);
    await page.context().close();
  }
});

test("on a small telephone, Arabic and German are as wide as it is, and axe finds nothing", async () => {
  for (const language of ["ar", "de"]) {
    for (const [path, root, use] of /** @type {const} */ ([
      [QUICK, TRAIN, train],
      ["lab/atlas/", ATLAS, drawOnMap],
      ["lab/errors/#inkling/4/9", ERRORS, shown],
      ["lab/errors/#inkling/image-2130", ERRORS, shown],
    ])) {
      const { page } = await site.open({ ...TELEPHONE, locale: language }, path);
      await speaks(page, language);
      await use(page);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320, `${language} ${path}`);
      assert.deepEqual(await violations(page, root), []);
      await page.context().close();
    }
  }
});

test("a language that does not come leaves the page in English, says so, and can be chosen again", async () => {
  const { page } = await site.open(undefined, "lab/atlas/");
  await isReady(page);
  await page.route(/\/words\/fr\.json/, (route) => route.fulfill({ status: 500 }));
  await page.locator(".inkling-language select").selectOption("fr");
  await page.getByText("could not be fetched in this language: Français").waitFor();
  assert.equal(await page.locator(".inkling-language select").inputValue(), "en");
  await page.unroute(/\/words\/fr\.json/);
  await choose(page, "fr");
  assert.match(await page.locator(".atlas-list label").innerText(), /^Images/);
  assert.match(await page.locator(".lead").innerText(), /^Les images de test/);
  await page.context().close();
});

test("a language that was used once is there without a network", async () => {
  const { page } = await site.open({ serviceWorkers: "allow", locale: "es-MX" }, QUICK);
  await speaks(page, "es");
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await kept(page, ["lab/train/", "train.js", "words/es.json"]);
  await page.context().setOffline(true);
  await page.reload();
  await speaks(page, "es");
  await page.context().close();
});

test("a language that was on its way while the service worker took over is kept too", async () => {
  const { page } = await site.open({ serviceWorkers: "allow", locale: "es-MX" }, "about:blank");
  await page.route(/\/words\/es\.json/, async (route) => {
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await route.continue();
  });
  await page.goto(new URL(QUICK, site.url).href);
  await speaks(page, "es");
  await kept(page, ["words/es.json"]);
  await page.context().close();
});
