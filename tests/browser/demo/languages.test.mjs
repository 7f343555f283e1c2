/**
 * The demo in other languages than English, in Chromium.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { allModelsAnswered, digits, draw, expectLabel, ready, sideBySide, styles } from "../../../site/browser/demo-page.mjs";
import { catalogue } from "../../../site/browser/built-site.mjs";
import { violations } from "../../../site/browser/axe.mjs";
import { bracketed, choose, leftInEnglish, speaks } from "../../../site/browser/languages.mjs";
import { visit } from "../../../site/browser/visit.mjs";
import { deferred, kept } from "../../../site/browser/wait.mjs";

/** @typedef {import("playwright-core").Page} Page */

const DEMO = "[data-inkling-demo]";

/** @type {Awaited<ReturnType<typeof visit>>} */
let site;
before(async () => (site = await visit()));
after(() => site?.close());

/** @param {Page} page  All panels are opened. */
async function unfold(page) {
  await page.locator(`${DEMO} details`).evaluateAll((all) => all.forEach((each) => each.setAttribute("open", "")));
  await allModelsAnswered(page, (await catalogue()).length);
}

test("a visitor with an English browser fetches no language, and gets the choice after the first answer", async () => {
  const { page } = await site.open(undefined, "how/");
  /** @type {string[]} */
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname.split("/").slice(-2).join("/")));
  await page.goto(site.url, { waitUntil: "networkidle" });
  await page.locator(".inkling-language").waitFor();
  assert.deepEqual(
    asked.filter((file) => file.endsWith(".json") && file.startsWith("words/")),
    [],
  );
  assert.ok(asked.indexOf("words/picker.js") > Math.max(...asked.map((file, i) => (/group1|\.wasm/.test(file) ? i : 0))), asked.join(" "));
  await page.context().close();
});

test("the first answer does not wait for a language that is slow", async () => {
  const { page } = await site.open({ locale: "de-DE" }, "how/");
  const { settled: arrived, settle: arrive } = deferred();
  await page.route(/\/words\/de\.json$/, async (route) => {
    await arrived;
    await route.continue();
  });
  await page.goto(site.url);
  await ready(page);
  await draw(page, digits[7]);
  await expectLabel(page, "7");
  assert.match(await page.locator(".inkling-words").innerText(), /sure$/);
  arrive();
  await speaks(page, "de");
  assert.match(await page.locator(".inkling-words").innerText(), /^[\d,]+\s%\ssicher$|^>\s99,9\s%\ssicher$/);
  assert.match(await page.locator("h1").innerText(), /^Zeichnen Sie eine Ziffer/);
  assert.match(await page.title(), /^Zeichnen Sie eine Ziffer - /);
  assert.match((await page.locator("[data-md-component='header-topic']").textContent()) ?? "", /Zeichnen Sie eine Ziffer/);
  await page.context().close();
});

test("a language is chosen with the drawing on the pad, and is there at the next visit", async () => {
  const { page } = await site.openDemo();
  await draw(page, digits[3]);
  await expectLabel(page, "3");
  await choose(page, "ar");
  assert.equal(await page.locator(DEMO).getAttribute("dir"), "rtl");
  await expectLabel(page, "3");
  assert.match(await page.locator(".inkling-words").innerText(), /^الثقة/);
  await page.reload();
  await speaks(page, "ar");
  await ready(page);
  await expectLabel(page, "3");
  await choose(page, "en");
  assert.match(await page.locator(".inkling-words").innerText(), /sure$/);
  await page.context().close();
});

test("panels that are open stay open in another language", async () => {
  const { page } = await site.openDemo();
  await page.locator(`${DEMO} details`).nth(1).locator("summary").click();
  await choose(page, "fr");
  await page.reload();
  await speaks(page, "fr");
  assert.deepEqual(await page.locator(`${DEMO} details`).evaluateAll((all) => all.flatMap((each, i) => (each.hasAttribute("open") ? [i] : []))), [1]);
  await page.context().close();
});

test("nothing in the demo is left in English", async () => {
  const { page, complaints } = await site.open({ locale: "de-DE" }, "how/");
  await bracketed(page.context());
  await page.goto(site.url);
  await speaks(page, "de");
  await ready(page);
  const scribble = styles.find(({ what }) => what === "scribble")?.strokes ?? [];
  for (const drawing of [scribble, sideBySide([4, 2]), digits[7]]) {
    await page.locator(".inkling-pad").press("Escape");
    assert.deepEqual(await leftInEnglish(page, DEMO), []);
    await draw(page, drawing);
    await page.waitForFunction((demo) => document.querySelector(demo)?.getAttribute("data-verdict") !== "blank", DEMO);
    assert.deepEqual(await leftInEnglish(page, DEMO), []);
  }
  await expectLabel(page, "7");
  await unfold(page);
  await page.locator(".inkling-own-panel").waitFor();
  await page.locator(".inkling-teach select").selectOption("7");
  await page.locator(".inkling-teach button").click();
  await page.locator(".inkling-lesson").waitFor();
  await page.locator(".inkling-maps figure").first().waitFor();
  await page.locator(".inkling-way:enabled").waitFor({ timeout: 30_000 }); // The way to another digit is computed.
  assert.deepEqual(await leftInEnglish(page, DEMO), []);
  assert.match(await page.locator(".lead").innerText(), /^⟦/);
  assert.deepEqual(complaints, []);
  await page.context().close();
});

test("on a small telephone, Arabic and German are as wide as it is, and axe finds nothing", async () => {
  for (const language of ["ar", "de"]) {
    for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
      const { page } = await site.open({ viewport: { width: 320, height: 640 }, locale: language, reducedMotion: "reduce", colorScheme });
      await ready(page);
      await speaks(page, language);
      await draw(page, digits[3]);
      await expectLabel(page, "3");
      await unfold(page);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320, language);
      assert.deepEqual(await violations(page, "[data-inkling-demo]"), []);
      await page.context().close();
    }
  }
});

test("errors are said in the language of the page", async () => {
  const { page } = await site.open({ locale: "de-DE" }, "how/");
  await page.route(/group1-shard/, (route) => route.fulfill({ status: 500 }));
  await page.goto(site.url);
  await speaks(page, "de");
  await page.getByText("Der Server antwortete 500: Versuchen Sie es später noch einmal.").waitFor();
  await page.unroute(/group1-shard/);
  await page.getByRole("button", { name: "Noch einmal versuchen" }).click();
  await ready(page);
  await page.context().close();
});

test("a language that was used at the first visit is there without a network", async () => {
  const { page } = await site.open({ serviceWorkers: "allow", locale: "hi-IN" });
  await ready(page);
  await speaks(page, "hi");
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await kept(page, ["words/hi.json", "demo/words/picker.js"]);
  await page.context().setOffline(true);
  await page.reload();
  await ready(page);
  await speaks(page, "hi");
  await page.context().close();
});
