/**
 * Choosing a model, and comparing all of them.
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { catalogue, www } from "../../../site/browser/built-site.mjs";
import { allModelsAnswered, button, digits, draw, expectLabel, inkOnPad, ready } from "../../../site/browser/demo-page.mjs";
import { visit } from "../../../site/browser/visit.mjs";
import { deferred } from "../../../site/browser/wait.mjs";
import { createRecogniser } from "../../../site/src/index.js";

/** @type {Awaited<ReturnType<typeof visit>>} */
let site;
before(async () => (site = await visit()));
after(() => site?.close());

/** @param {import("playwright-core").Page} page */
const picker = (page) => page.getByLabel("Model", { exact: true });

test("every published model can be picked, and answers as it does in Node", async () => {
  const { page, complaints } = await site.openDemo();
  await draw(page, digits[0]);
  await expectLabel(page, "0");
  const models = await catalogue();
  assert.equal(await page.locator(".inkling-model .inkling-select option").count(), models.length);
  for (const { name, model } of models) {
    const recogniser = await createRecogniser({ model: join(www, "models", model) });
    const { label } = await recogniser.recognise(digits[0]);
    recogniser.dispose();
    await picker(page).selectOption(name);
    await ready(page, name);
    await expectLabel(page, `${label}`);
  }
  assert.deepEqual(complaints, []);
});

test("a model that arrives late does not replace the one chosen after it", async () => {
  const { page } = await site.openDemo();
  const models = await catalogue();
  const [late, chosen] = models.filter((entry) => !entry.default);
  const { settled: released, settle: release } = deferred();
  await page.route(`**/${late.model}`, async (route) => {
    await released;
    await route.continue();
  });
  await draw(page, digits[1]);
  await picker(page).selectOption(late.name);
  await page.waitForSelector('[data-state="loading"]');
  await picker(page).selectOption(chosen.name);
  await ready(page, chosen.name);
  release();
  await page.locator("summary", { hasText: "All models" }).click();
  await allModelsAnswered(page, models.length); // So the late one has arrived.
  await ready(page, chosen.name);
});

test("a model that cannot be loaded says so, keeps the drawing, and Try again recovers", async () => {
  const { page } = await site.openDemo();
  await draw(page, digits[4]);
  await expectLabel(page, "4");
  const ink = await inkOnPad(page);
  const other = (await catalogue()).find((entry) => !entry.default);
  assert.ok(other);
  await page.route(`**/${other.model}`, (route) => route.abort());
  await picker(page).selectOption(other.name);
  const alert = page.getByRole("alert").filter({ hasText: "check the connection" });
  await alert.waitFor();
  await expectLabel(page, "");
  assert.equal(await inkOnPad(page), ink);
  await page.unroute(`**/${other.model}`);
  await page.getByRole("button", { name: "Try again" }).click();
  await ready(page, other.name);
  await page.waitForFunction(() => document.querySelector("[data-inkling-demo]")?.getAttribute("data-label") !== "");
  assert.equal(await alert.count(), 0);
});

test("a catalogue that cannot be loaded says so while the pad keeps working, and Try again recovers", async () => {
  const { page } = await site.open();
  await page.route("**/models/index.json", (route) => route.fulfill({ status: 404, body: "" }));
  await page.reload();
  await page.getByRole("alert").filter({ hasText: "list of models is not at" }).waitFor();
  await draw(page, digits[6]);
  assert.ok((await inkOnPad(page)) > 0);
  await page.unroute("**/models/index.json");
  await page.getByRole("button", { name: "Try again" }).click();
  await ready(page);
  await expectLabel(page, "6");
});

test("all models read the same drawing side by side", async () => {
  const { page, complaints } = await site.openDemo();
  await draw(page, digits[8]);
  await page.locator("summary", { hasText: "All models" }).click();
  const models = await catalogue();
  const reads = page.locator(".inkling-models .inkling-reads");
  await allModelsAnswered(page, models.length);
  assert.equal((await reads.allTextContents()).at(-1), "8");
  await button(page, "Clear").click();
  await page.waitForFunction(() => [...document.querySelectorAll(".inkling-reads")].every((cell) => cell.textContent === "–"));
  assert.deepEqual(complaints, []);
});
