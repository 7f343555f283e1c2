/**
 * The panel that changes a drawing into another digit.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { button, digits, draw, expectLabel, morphed, ready, sideBySide } from "../../../site/browser/demo-page.mjs";
import { visit } from "../../../site/browser/visit.mjs";

/** @type {Awaited<ReturnType<typeof visit>>} */
let site;
before(async () => (site = await visit()));
after(() => site?.close());

/** @param {import("playwright-core").Page} page */
const unfold = (page) => page.locator("summary", { hasText: "What would make" }).click();

/** @param {import("playwright-core").Page} page */
const likeliest = (page) =>
  page.locator(".inkling-morph .inkling-value").evaluateAll((cells) => {
    const shares = cells.map((cell) => Number(/[\d.]+(?=\s%)/.exec(cell.textContent ?? "")?.[0] ?? 0));
    return shares.indexOf(Math.max(...shares));
  });

/**
 * Waits until the slider says that the network reads this digit where it stands.
 *
 * @param {import("playwright-core").Page} page
 * @param {string} digit
 */
const wayReads = (page, digit) =>
  page.waitForFunction((start) => document.querySelector(".inkling-way")?.getAttribute("aria-valuetext")?.startsWith(start), `The network reads ${digit}, `);

test("a 4 becomes a 9: the slider goes from the drawing to it, and the network reads each place", async () => {
  const { page, complaints } = await site.openDemo();
  await draw(page, digits[4]);
  await expectLabel(page, "4");
  await unfold(page);
  await page.getByLabel("Make it a").selectOption("9");
  await morphed(page, "9");
  await wayReads(page, "9");
  assert.equal(await likeliest(page), 9);
  await page.getByRole("slider").focus();
  await page.keyboard.press("Home");
  await wayReads(page, "4");
  assert.equal(await likeliest(page), 4);
  await expectLabel(page, "4");
  assert.deepEqual(complaints, []);
});

test("every published model is asked", async () => {
  const { page, complaints } = await site.openDemo();
  await draw(page, digits[3]);
  await expectLabel(page, "3");
  await unfold(page);
  const models = page.getByLabel("Model", { exact: true });
  for (const name of await models.locator("option").evaluateAll((options) => options.map((option) => /** @type {HTMLOptionElement} */ (option).value))) {
    await models.selectOption(name);
    await ready(page, name);
    await page.waitForSelector('[data-inkling-demo]:not([data-label=""])');
    for (const digit of ["1", "5"]) {
      await page.getByLabel("Make it a").selectOption(digit);
      await morphed(page, digit);
    }
  }
  assert.deepEqual(complaints, []);
});

test("without a digit there is nothing to change, and a new drawing ends what is computed", async () => {
  const { page, complaints } = await site.openDemo();
  await unfold(page);
  const panel = page.locator(".inkling-morph");
  await panel.getByText("Draw a digit first.").waitFor();
  assert.ok(await page.getByRole("slider").isDisabled());
  await draw(page, sideBySide([4, 2]));
  await panel.getByText(/^One digit at a time/).waitFor();
  await button(page, "Clear").click();
  await draw(page, digits[7]);
  await panel.getByText(/^More ink/).waitFor();
  await page.getByLabel("Make it a").selectOption("7");
  await panel.getByText(/reads this digit already/).waitFor();
  assert.deepEqual(complaints, []);
});

test("a first visit fetches nothing of it", async () => {
  const { page } = await site.open();
  /** @type {string[]} */
  const fetched = [];
  page.on("request", (request) => fetched.push(request.url()));
  await page.reload();
  await ready(page);
  await page.waitForLoadState("networkidle");
  assert.ok(fetched.length > 5 && !fetched.some((url) => url.includes("/morph/")));
});
