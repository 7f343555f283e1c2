/**
 * The panel that teaches the demo a visitor's own digits.
 */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { button, digits, draw, expectLabel, ready, styles } from "../../../site/browser/demo-page.mjs";
import { visit } from "../../../site/browser/visit.mjs";

/** @type {Awaited<ReturnType<typeof visit>>} */
let site;
before(async () => (site = await visit()));
after(() => site?.close());

test("what was taught is read so, also after a new visit, the rest as before, and it is forgotten at a click", async () => {
  const { page, complaints } = await site.openDemo();
  const letter = styles.find(({ what }) => what === "letter")?.strokes ?? [];
  const summary = page.locator("summary", { hasText: "Teach it your handwriting" });
  await draw(page, letter);
  await page.waitForSelector('[data-verdict="not a digit"]');
  await summary.click();
  await page.getByLabel("It was a").selectOption("4");
  await button(page, "Remember it").click();
  await expectLabel(page, "4");
  await button(page, "Clear").click();
  await draw(page, digits[9]);
  await expectLabel(page, "9");
  await page.reload();
  await ready(page);
  await button(page, "Clear").click();
  await draw(page, letter);
  await expectLabel(page, "4");
  await page.getByText("Taught so far: 4 (1).").waitFor(); // The panel is open, as it was.
  const saved = page.waitForEvent("download");
  await button(page, "Save as a file").click();
  assert.equal((await saved).suggestedFilename(), "inkling-corrections.json");
  await button(page, "Forget everything").click();
  await page.waitForSelector('[data-inkling-demo][data-verdict="not a digit"]');
  await page.getByLabel("Read a file of corrections").setInputFiles({ name: "x.json", mimeType: "application/json", buffer: Buffer.from("{}") });
  await page.getByText("no corrections of Inkling").waitFor();
  await page
    .getByLabel("Read a file of corrections")
    .setInputFiles({ name: "x.json", mimeType: "application/json", buffer: await readFile(await (await saved).path()) });
  await expectLabel(page, "4");
  await button(page, "Forget this 4").click();
  await page.waitForSelector('[data-inkling-demo][data-verdict="not a digit"]');
  assert.equal(await page.getByRole("button", { name: /^Forget this/ }).count(), 0);
  assert.deepEqual(complaints, []);
});

test("a model that cannot be loaded, or is slow, says so in its row only: what was taught is read, and there is an answer", async () => {
  const { page, complaints } = await site.openDemo();
  const letter = styles.find(({ what }) => what === "letter")?.strokes ?? [];
  await page.route("**/models/linear/**", (route) => route.abort());
  await page.route("**/models/convnet/**", () => {});
  await draw(page, letter);
  await page.waitForSelector('[data-verdict="not a digit"]');
  await page.locator("summary", { hasText: "All models" }).click();
  await page.locator(".inkling-models tr", { hasText: "check the connection" }).first().waitFor();
  await page.locator("summary", { hasText: "Teach it your hand" }).click();
  await page.getByLabel("It was a").selectOption("4");
  await button(page, "Remember it").click();
  await expectLabel(page, "4");
  await page.waitForFunction(() => [...document.querySelectorAll(".inkling-reads")].some((cell) => cell.textContent === "4"));
  assert.equal(await page.locator("[data-inkling-demo]").getAttribute("data-state"), "ready");
  assert.ok(
    complaints.some((complaint) => complaint.includes("Caused by:")),
    complaints.join("\n"),
  );
});

test("another tab follows what this one remembers and forgets", async () => {
  const { page } = await site.openDemo();
  const other = await page.context().newPage();
  await other.goto(site.url);
  await ready(other);
  for (const tab of [page, other]) await tab.locator("summary", { hasText: "Teach it your hand" }).click();
  await draw(page, digits[9]);
  assert.ok(await button(page, "Remember it").isDisabled(), "nobody teaches a digit that was not chosen");
  await page.getByLabel("It was a").selectOption("9");
  await button(page, "Remember it").click();
  await other.getByText("Taught so far: 9 (1).").waitFor();
  await button(page, "Forget everything").click();
  await other.getByText("Nothing was taught yet.").waitFor();
});
