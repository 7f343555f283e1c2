/**
 * How the demo is arranged: in windows of several sizes, on paper, and where the text runs from right to left.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { digits, draw, expectLabel, inkOnPad, moreTool, ready, sideBySide } from "../../../site/browser/demo-page.mjs";
import { visit } from "../../../site/browser/visit.mjs";

/** @typedef {import("playwright-core").Page} Page */

/** @type {Awaited<ReturnType<typeof visit>>} */
let site;
before(async () => (site = await visit()));
after(() => site?.close());

/**
 * @param {Page} page
 * @param {string} selector
 */
async function boxOf(page, selector) {
  const box = await page.locator(selector).boundingBox();
  assert.ok(box, selector);
  return box;
}

/** @param {import("playwright-core").BrowserContextOptions} options */
async function openWithThree(options) {
  const { page } = await site.open(options);
  await ready(page);
  await draw(page, digits[3]);
  await expectLabel(page, "3");
  return page;
}

for (const [width, height] of [
  [1280, 800],
  [1366, 660],
  [820, 1000],
]) {
  test(`in a window of ${width} by ${height} the answer is as high as the pad and its tools, whatever it is`, async () => {
    const { page } = await site.open({ viewport: { width, height } });
    await ready(page);
    for (const [strokes, verdict] of /** @type {const} */ ([
      [[], "blank"],
      [digits[3], "digit"],
      [sideBySide([4, 2]), "number"],
    ])) {
      if (strokes.length > 0) await page.keyboard.press("Escape");
      await draw(page, strokes);
      await page.waitForSelector(`.inkling-answer[data-verdict="${verdict}"]`);
      const [pad, answer] = [await boxOf(page, ".inkling-draw"), await boxOf(page, ".inkling-answer")];
      assert.ok(Math.abs(pad.y - answer.y) < 1 && Math.abs(pad.height - answer.height) < 1, `${verdict}: ${JSON.stringify([pad, answer])}`);
      const side = await boxOf(page, ".inkling-pad");
      assert.ok(Math.abs(side.width - side.height) < 1, "the pad is a square");
      assert.ok(pad.y + pad.height <= height, `${verdict}: ${pad.y + pad.height}`);
    }
  });
}

for (const [width, height] of [
  [360, 740],
  [390, 664],
]) {
  test(`on a telephone, ${width} by ${height}, pad, tools and answer are in view together`, async () => {
    const page = await openWithThree({ viewport: { width, height }, deviceScaleFactor: 2, hasTouch: true, isMobile: true });
    assert.equal(await page.evaluate(() => scrollY), 0);
    for (const part of [".inkling-pad", ".inkling-toolbar", ".inkling-digit", ".inkling-words"]) {
      const box = await boxOf(page, part);
      assert.ok(box.y >= 0 && box.y + box.height <= height, `${part}: ${JSON.stringify(box)}`);
    }
  });
}

test("on a telephone, what is said of the last command stands between pad and answer", async () => {
  const page = await openWithThree({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  const before = await boxOf(page, ".inkling-pad");
  await (await moreTool(page, "Try a test image")).click();
  await page.locator(".inkling-notice", { hasText: "its label is" }).waitFor();
  const [pad, notice, answer] = [await boxOf(page, ".inkling-draw"), await boxOf(page, ".inkling-notice"), await boxOf(page, ".inkling-answer")];
  assert.ok(pad.y + pad.height <= notice.y && notice.y + notice.height <= answer.y, JSON.stringify([pad, notice, answer]));
  assert.ok(notice.y + notice.height <= 844);
  assert.deepEqual(await boxOf(page, ".inkling-pad"), before, "the pad stays where it is");
});

test("on paper there is the drawing and its answer in black, and nothing to press, also from a dark page", async () => {
  const page = await openWithThree({ viewport: { width: 1280, height: 800 }, colorScheme: "dark" });
  await page.emulateMedia({ media: "print" });
  for (const part of [".inkling-pad canvas", ".inkling-digit", ".inkling-words", ".inkling-seen canvas", ".inkling-bars"]) {
    assert.ok(await page.locator(part).isVisible(), part);
  }
  assert.equal(await page.locator(".inkling :is(button, select, summary)").filter({ visible: true }).count(), 0);
  const style = (/** @type {string} */ selector, /** @type {"color" | "backgroundColor" | "filter"} */ name) =>
    page.locator(selector).evaluate((node, name) => getComputedStyle(node)[name], name);
  assert.equal(await style(".inkling-digit", "color"), "rgb(0, 0, 0)");
  assert.equal(await style(".inkling-pad", "backgroundColor"), "rgb(255, 255, 255)");
  assert.equal(await style(".inkling-pad canvas", "filter"), "brightness(0)");
});

test("where the text runs from right to left the layout is mirrored, and drawing is not", async () => {
  const { page } = await site.open({ viewport: { width: 1280, height: 800 } });
  await ready(page);
  await draw(page, digits[3]);
  await expectLabel(page, "3");
  const ink = await inkOnPad(page);
  const value = await page.locator(".inkling-best .inkling-value").textContent();
  await page.keyboard.press("Escape");
  await page.evaluate(() => {
    document.documentElement.dir = document.body.dir = "rtl"; // The theme says the direction at the body, too.
  });
  const [pad, answer] = [await boxOf(page, ".inkling-draw"), await boxOf(page, ".inkling-answer")];
  assert.ok(pad.x > answer.x + answer.width - 1);
  assert.ok((await boxOf(page, ".inkling-verdict")).x > (await boxOf(page, ".inkling-bars")).x, "inside the card, too");
  await draw(page, digits[3]);
  await expectLabel(page, "3");
  assert.equal(await inkOnPad(page), ink);
  assert.equal(await page.locator(".inkling-best .inkling-value").textContent(), value);
  const [name, track] = [await boxOf(page, ".inkling-best th"), await boxOf(page, ".inkling-best .inkling-track")];
  assert.ok(name.x > track.x + track.width - 1);
  assert.equal(await page.locator(".inkling-best .inkling-value").evaluate((cell) => getComputedStyle(cell).direction), "ltr");
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 1280);
});
