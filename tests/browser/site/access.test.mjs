/**
 * Accessibility of every page, by the rules of axe-core.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { violations } from "../../../site/browser/axe.mjs";
import { catalogue, pages } from "../../../site/browser/built-site.mjs";
import { allModelsAnswered, atRest, digits, draw, expectLabel, explained, morphed, openMore, ready } from "../../../site/browser/demo-page.mjs";
import { visit } from "../../../site/browser/visit.mjs";
import { temporaryFolder, writeModel } from "../../../site/test/fixture.mjs";

/** @type {Awaited<ReturnType<typeof visit>>} */
let site;
/** @type {string} A model of the visitor's own. */
let own;
before(async () => {
  site = await visit();
  own = await temporaryFolder();
  await writeModel(own);
});
after(() => site?.close());

/**
 * Opens on the page of matrices what its address can name, one after the other; the last one stays open.
 *
 * @param {import("playwright-core").Page} page
 * @returns {Promise<string[]>} One line for each violation before the last.
 */
async function openedErrors(page) {
  const model = await page.locator("#errors-model").inputValue();
  const drawings = await page.locator("#errors-set").locator("option").last().getAttribute("value");
  /** @type {string[]} */
  const found = [];
  for (const fragment of [`#${model}/7/7`, `#${model}/${drawings}/7/2`, `#${model}/image-2130`]) {
    found.push(...(await violations(page)).map((line) => `errors: ${line}`));
    await page.evaluate((hash) => (location.hash = hash), fragment);
    await page.waitForSelector(`[data-inkling-errors][data-shown="${fragment}"]`);
  }
  return found;
}

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  test(`no page breaks a rule of accessibility: ${colorScheme}`, async () => {
    const { page } = await site.open({ viewport: { width: 1280, height: 900 }, colorScheme });
    const models = await catalogue();
    /** @type {string[]} */
    const found = [];
    for (const path of await pages()) {
      await page.goto(new URL(path, site.url).href);
      if (await page.locator("[data-inkling-demo]").count()) {
        await ready(page);
        await draw(page, digits[5]);
        for (const name of ["All models", "Why this answer", "What would make", "How your drawing", "Teach it", "Open your own"])
          await page.locator("summary", { hasText: name }).click();
        await page.getByLabel("Make it a").selectOption("8");
        await morphed(page, "8");
        await page.getByLabel("Choose the folder of a model").setInputFiles(own);
        await ready(page, "own-1");
        await allModelsAnswered(page, models.length + 1);
        await explained(page, "5");
        await openMore(page);
        await atRest(page);
      }
      if (await page.locator("[data-inkling-atlas]").count()) {
        await page.waitForSelector('[data-inkling-atlas][data-state="ready"]');
        await draw(page, digits[5], ".atlas-own .inkling-pad");
        await page.waitForSelector(".atlas-nearest .atlas-image");
      }
      if (await page.locator("[data-inkling-errors]").count()) {
        await page.waitForSelector('[data-inkling-errors][data-state="ready"]');
        if (await page.locator('[data-inkling-errors="matrices"]').count()) found.push(...(await openedErrors(page)));
      }
      found.push(...(await violations(page)).map((line) => `${path || "home"}: ${line}`));
    }
    assert.deepEqual(found, []);
  });
}

test("where the system sets the colours, the bars and the pressed eraser can be seen", async () => {
  const { page } = await site.open({ viewport: { width: 1280, height: 900 }, forcedColors: "active" });
  await ready(page);
  await draw(page, digits[5]);
  await expectLabel(page, "5");
  await page.getByRole("button", { name: "Erase" }).click();
  await atRest(page);
  const colour = (/** @type {string} */ selector) =>
    page
      .locator(selector)
      .first()
      .evaluate((each) => getComputedStyle(each).backgroundColor);
  const behind = await colour("body");
  assert.notEqual(await colour(".inkling-best .inkling-fill"), behind);
  assert.notEqual(await colour("tr:not(.inkling-best) > td > .inkling-track > .inkling-fill"), behind);
  assert.notEqual(await colour('.inkling-button[aria-pressed="true"]'), await colour(".inkling-button:not([aria-pressed])"));
});
