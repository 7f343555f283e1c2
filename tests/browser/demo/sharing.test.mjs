/**
 * A drawing as a link and as a file.
 */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { button, digits, draw, expectLabel, moreTool, ready } from "../../../site/browser/demo-page.mjs";
import { visit } from "../../../site/browser/visit.mjs";

/** @type {Awaited<ReturnType<typeof visit>>} */
let site;
before(async () => (site = await visit()));
after(() => site?.close());

test("a link carries the drawing to whoever opens it", async () => {
  const { page } = await site.openDemo();
  await draw(page, digits[3]);
  await expectLabel(page, "3");
  await (await moreTool(page, "Copy link")).click();
  await page.getByText(/link to this drawing is copied|address of this page/).waitFor();
  const { hash } = new URL(page.url());
  assert.match(hash, /^#drawing=[\w.-]+&model=\w+$/);
  const { page: other, complaints } = await site.openDemo(hash);
  await expectLabel(other, "3");
  assert.deepEqual(complaints, []);
});

test("a link with anything else behind the # is an ordinary visit", async () => {
  const { page, complaints } = await site.openDemo("#drawing=<script>");
  const hint = page.locator(".inkling-pad").getByText("Draw a digit");
  await hint.waitFor();
  await page.evaluate(() => (location.hash = "#what-you-are-looking-at"));
  await hint.waitFor();
  assert.deepEqual(complaints, []);
});

test("a drawing is saved as a PNG that shows its ink", async () => {
  const { page } = await site.openDemo();
  assert.ok(await (await moreTool(page, "Save PNG")).isDisabled());
  await page.keyboard.press("Escape");
  await draw(page, digits[7]);
  await expectLabel(page, "7");
  const saved = page.waitForEvent("download");
  await (await moreTool(page, "Save PNG")).click();
  const file = await saved;
  assert.equal(file.suggestedFilename(), "inkling-7.png");
  const address = `data:image/png;base64,${(await readFile(await file.path())).toString("base64")}`;
  const dark = await page.evaluate(async (source) => {
    const image = new Image();
    image.src = source;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = image.width;
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.width);
    return data.filter((value, i) => i % 4 === 0 && value < 128).length / image.width ** 2;
  }, address);
  assert.ok(dark > 0.02 && dark < 0.2, `${dark}`);
});

test("a link names its model, and leaves the address with the first change of the drawing", async () => {
  const { page } = await site.openDemo();
  await draw(page, digits[3]);
  await page.getByLabel("Model", { exact: true }).selectOption("linear");
  await ready(page, "linear");
  await (await moreTool(page, "Copy link")).click();
  await page.getByText(/link to this drawing is copied|address of this page/).waitFor();
  const { hash } = new URL(page.url());
  const { page: other } = await site.openDemo(hash);
  await ready(other, "linear");
  await expectLabel(other, "3");
  assert.equal(new URL(other.url()).hash, hash);
  await button(other, "Clear").click();
  assert.equal(new URL(other.url()).hash, "");
  await draw(other, digits[7]);
  await expectLabel(other, "7");
  await other.reload();
  await ready(other);
  await expectLabel(other, "7");
});
