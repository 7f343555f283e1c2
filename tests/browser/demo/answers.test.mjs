/**
 * The answer to a drawing, as a visitor sees and hears it.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { button, digits, draw, expectLabel, ready, sideBySide, styles } from "../../../site/browser/demo-page.mjs";
import { visit } from "../../../site/browser/visit.mjs";

/** @type {Awaited<ReturnType<typeof visit>>} */
let site;
before(async () => (site = await visit()));
after(() => site?.close());

/** @param {import("playwright-core").Page} page */
const picker = (page) => page.getByLabel("Model", { exact: true });

/** @param {import("playwright-core").Page} page */
const words = (page) => page.locator(".inkling-words").textContent();

test("each digit drawn with the mouse gets its answer from the default model, and the console stays silent", async () => {
  const { page, complaints } = await site.openDemo();
  for (const [digit, strokes] of digits.entries()) {
    await draw(page, strokes);
    await expectLabel(page, `${digit}`);
    assert.equal(await page.locator(".inkling-digit").textContent(), `${digit}`);
    assert.match((await words(page)) ?? "", /^(>\s)?[\d.]+\s% sure$/);
    await button(page, "Clear").click();
    await expectLabel(page, "");
  }
  assert.deepEqual(complaints, []);
});

test("digits as other schools teach them are read, a scribble and a letter are refused, and nothing is nothing", async () => {
  const { page } = await site.openDemo();
  const verdict = page.locator(".inkling-answer");
  assert.equal(await verdict.getAttribute("data-verdict"), "blank");
  for (const { what, means, strokes } of styles) {
    await draw(page, strokes);
    await page.waitForFunction(() => document.querySelector("[data-inkling-demo]")?.getAttribute("data-verdict") !== "blank");
    const refused = means === "not a digit";
    await expectLabel(page, refused ? "" : means);
    assert.equal(await verdict.getAttribute("data-verdict"), refused ? means : "digit", what);
    assert.equal(await page.locator(".inkling-digit").textContent(), refused ? "?" : means, what);
    assert.match((await words(page)) ?? "", refused ? /^Not a digit/ : /sure$/, what);
    assert.equal(
      (await page.locator(".inkling-value").allTextContents()).every((text) => text === "–"),
      refused,
      what,
    );
    await button(page, "Clear").click();
    await page.waitForSelector('.inkling-answer[data-verdict="blank"]');
  }
});

test("an answer between two digits names both", async () => {
  const { page } = await site.openDemo();
  await page.route("**/models/linear/model.json", async (route) => {
    const model = await (await route.fetch()).json();
    await route.fulfill({ json: { ...model, userDefinedMetadata: { thresholds: { digit: 0, sure: 1.1 } } } });
  });
  await picker(page).selectOption("linear");
  await ready(page, "linear");
  await draw(page, digits[7]);
  await page.waitForSelector('.inkling-answer[data-verdict="unsure"]');
  assert.match((await page.locator(".inkling-digit").textContent()) ?? "", /^\d or \d$/);
  assert.match((await words(page)) ?? "", /^Not sure which$/);
});

test("the ten probabilities are a table that adds up to 100 %", async () => {
  const { page } = await site.openDemo();
  await draw(page, digits[5]);
  await expectLabel(page, "5");
  const rows = await page.getByRole("table", { name: "Probability of each digit" }).getByRole("row").allTextContents();
  assert.deepEqual(
    rows.map((row) => row[0]),
    [..."0123456789"],
  );
  const sum = rows.reduce((total, row) => total + Number(/[\d.]+(?=\s%)/.exec(row.slice(1))?.[0]), 0);
  assert.ok(Math.abs(sum - 100) < 1.5, `${sum}`);
});

test("the answer is read out when it has settled", async () => {
  const { page } = await site.openDemo();
  await draw(page, digits[2]);
  await page.waitForFunction(() => /^2, .*% sure$/.test(document.querySelector(".inkling-answer [role=status]")?.textContent ?? ""));
});

test("a blank pad has no answer", async () => {
  const { page } = await site.openDemo();
  assert.equal(await page.locator(".inkling-digit").textContent(), "");
  await page.locator(".inkling-pad").getByText("Draw a digit").waitFor();
  for (const name of ["Undo", "Clear"]) assert.ok(await button(page, name).isDisabled(), name);
});

test("a whole number is read digit by digit, the strokes of a 4 staying together", async () => {
  const { page } = await site.openDemo();
  await draw(page, sideBySide([4, 2]));
  await expectLabel(page, "42");
  assert.equal(await page.locator(".inkling-digit").textContent(), "42");
  assert.match((await page.locator(".inkling-words").textContent()) ?? "", /^2 digits: 4\s.*, 2\s.*/);
  assert.equal(await page.locator(".inkling-seen canvas").evaluate((canvas) => /** @type {HTMLCanvasElement} */ (canvas).width), 56, "a grid for each");
  await button(page, "Clear").click();
  await draw(page, sideBySide([2, 0, 2, 6]));
  await expectLabel(page, "2026");
});

test("the page never reads a canvas back", async () => {
  const { page } = await site.open();
  await page.addInitScript(() => {
    const refuse = () => {
      throw new Error("A canvas was read back.");
    };
    CanvasRenderingContext2D.prototype.getImageData = refuse;
    HTMLCanvasElement.prototype.toDataURL = refuse;
    HTMLCanvasElement.prototype.toBlob = refuse;
  });
  await page.reload();
  await ready(page);
  await draw(page, digits[8]);
  await expectLabel(page, "8");
});
