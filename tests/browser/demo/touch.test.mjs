/**
 * Fingers on a telephone, and its window.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { digits, draw, expectLabel, inkOnPad, openMore, padBox, ready, sideBySide } from "../../../site/browser/demo-page.mjs";
import { visit } from "../../../site/browser/visit.mjs";

/** @type {Awaited<ReturnType<typeof visit>>} */
let site;
before(async () => (site = await visit()));
after(() => site?.close());

const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 3, hasTouch: true, isMobile: true };

/**
 * A finger that goes through the browser's own input pipeline: it scrolls where the page lets it.
 *
 * @param {import("playwright-core").Page} page
 */
async function finger(page) {
  const session = await page.context().newCDPSession(page);
  /** @param {"touchStart" | "touchMove" | "touchEnd"} type */
  return (type, x = 0, y = 0) => session.send("Input.dispatchTouchEvent", { type, touchPoints: type === "touchEnd" ? [] : [{ x, y }] });
}

/**
 * @param {import("playwright-core").Page} page
 * @param {ReadonlyArray<{x: number, y: number}>} points  In pixels of the window.
 */
async function swipe(page, points) {
  const touch = await finger(page);
  for (const [i, { x, y }] of points.entries()) await touch(i === 0 ? "touchStart" : "touchMove", x, y);
  await touch("touchEnd");
}

test("a finger on the pad draws a digit and does not scroll the page", async () => {
  const { page, complaints } = await site.open(phone);
  await ready(page);
  const box = await padBox(page);
  const before = await page.evaluate(() => scrollY);
  for (const stroke of digits[7]) {
    await swipe(
      page,
      stroke.map(({ x, y }) => ({ x: box.x + x * box.width, y: box.y + y * box.height })),
    );
  }
  await expectLabel(page, "7"); // By then a scroll would have begun: the browser scrolls before it shows the next frame.
  assert.equal(await page.evaluate(() => scrollY), before);
  assert.deepEqual(complaints, []);
});

test("a finger beside the pad scrolls the page", async () => {
  const { page } = await site.open(phone);
  await ready(page);
  await page.locator(".inkling-bars").scrollIntoViewIfNeeded();
  const before = await page.evaluate(() => scrollY);
  const bars = await page.locator(".inkling-bars").boundingBox();
  assert.ok(bars);
  const y = bars.y + 20;
  await swipe(
    page,
    Array.from({ length: 12 }, (_, i) => ({ x: 120, y: y + 20 * i })),
  );
  await page.waitForFunction((before) => scrollY < before - 50, before);
});

test("a second finger beside a stroke neither draws nor zooms", async () => {
  const { page } = await site.open(phone);
  await ready(page);
  const box = await padBox(page);
  const session = await page.context().newCDPSession(page);
  const points = (/** @type {number[]} */ ...ys) => ys.map((y, id) => ({ x: box.x + 80 + 120 * id, y: box.y + y, id }));
  await session.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: points(50) });
  for (let y = 60; y < 120; y += 20) await session.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: points(y) });
  await session.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: points(120, 120) });
  for (let y = 120; y < 250; y += 20) await session.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: points(y, 120 + (y - 120) / 4) });
  await session.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await expectLabel(page, "1");
  assert.equal(await page.evaluate(() => visualViewport?.scale), 1);
  await page.getByRole("button", { name: "Undo" }).click();
  assert.equal(await inkOnPad(page), 0);
});

test("two fingers that come together zoom, and leave no ink", async () => {
  const { page } = await site.open(phone);
  await ready(page);
  const box = await padBox(page);
  const session = await page.context().newCDPSession(page);
  const points = (/** @type {number} */ apart) => [-1, 1].map((side, id) => ({ x: box.x + box.width / 2 + side * apart, y: box.y + 150, id }));
  await session.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: points(30).slice(0, 1) });
  await session.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: points(30) });
  for (let apart = 35; apart < 140; apart += 10) await session.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: points(apart) });
  await session.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await page.waitForFunction(() => (visualViewport?.scale ?? 1) > 1.2);
  assert.equal(await inkOnPad(page), 0);
  assert.ok(await page.getByRole("button", { name: "Undo" }).isDisabled());
});

for (const viewport of [
  { width: 844, height: 390 },
  { width: 568, height: 320 },
]) {
  test(`on a telephone that lies on its side, ${viewport.width} by ${viewport.height}, pad and answer are in view together`, async () => {
    const { page } = await site.open({ ...phone, viewport });
    await ready(page);
    const header = await page.locator("header").first().boundingBox();
    await page.locator(".inkling-pad").evaluate((pad, top) => scrollTo(0, scrollY + pad.getBoundingClientRect().top - top), header?.height ?? 0);
    await draw(page, digits[3]);
    await expectLabel(page, "3");
    for (const part of [".inkling-pad", ".inkling-digit", ".inkling-words"]) {
      const box = await page.locator(part).boundingBox();
      assert.ok(box && box.y >= 0 && box.y + box.height <= viewport.height, `${part}: ${JSON.stringify(box)}`);
    }
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), viewport.width);
  });
}

/**
 * Waits until the pad has a pixel for each pixel of the screen again.
 *
 * @param {import("playwright-core").Page} page
 * @param {{width: number, height: number}} size
 */
async function turn(page, size) {
  await page.setViewportSize(size);
  await page.waitForFunction((width) => {
    const canvas = /** @type {HTMLCanvasElement} */ (document.querySelector(".inkling-pad canvas"));
    return innerWidth === width && canvas.width === Math.round(canvas.clientWidth * devicePixelRatio);
  }, size.width);
}

test("turning the phone keeps the drawing and its answer", async () => {
  const { page } = await site.open(phone);
  await ready(page);
  await draw(page, digits[2]);
  await expectLabel(page, "2");
  await turn(page, { width: 844, height: 390 });
  assert.ok((await inkOnPad(page)) > 1000);
  await expectLabel(page, "2");
  await turn(page, { width: 320, height: 640 });
  assert.ok((await inkOnPad(page)) > 1000);
  await draw(page, [[{ x: 0.5, y: 0.5 }]]);
  await page.getByRole("button", { name: "Undo" }).click();
  await expectLabel(page, "2");
});

test("a stroke that leaves the pad ends inside it when the finger is lifted outside", async () => {
  const { page } = await site.open(phone);
  await ready(page);
  const box = await padBox(page);
  const x = box.x + box.width / 2;
  await swipe(
    page,
    Array.from({ length: 14 }, (_, i) => ({ x, y: box.y + 40 + i * (box.height / 12) })),
  );
  await expectLabel(page, "1");
  await swipe(page, [{ x: x + 40, y: box.y - 10 }]);
  await page.getByRole("button", { name: "Undo" }).click();
  await expectLabel(page, "");
});

test("on a window of 320 pixels everything fits, and what is touched is 44 pixels high", async () => {
  const { page } = await site.open({ ...phone, viewport: { width: 320, height: 568 } });
  await ready(page);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
  await draw(page, sideBySide([1, 2, 3, 4, 5, 6, 7]));
  await page.waitForSelector('[data-inkling-demo][data-verdict="number"]');
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320, "a long number fits, too");
  await openMore(page);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320, "the menu, too");
  for (const target of await page.locator(".inkling :is(button, select)").all()) {
    assert.ok(((await target.boundingBox())?.height ?? 0) >= 44, await target.innerText());
  }
});
