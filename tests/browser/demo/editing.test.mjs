/**
 * Changing a drawing: with the mouse, the keys, the eraser and a pen.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { button, digits, draw, expectLabel, inkOnPad, moreTool, padBox, ready } from "../../../site/browser/demo-page.mjs";
import { visit } from "../../../site/browser/visit.mjs";

/** @type {Awaited<ReturnType<typeof visit>>} */
let site;
before(async () => (site = await visit()));
after(() => site?.close());

test("a tap is a dot of ink", async () => {
  const { page } = await site.openDemo();
  const { x, y } = await padBox(page);
  await page.mouse.move(x + 100, y + 100);
  await page.mouse.down();
  await page.mouse.up();
  const side = await page.locator(".inkling-pad").evaluate((pad) => pad.clientWidth * devicePixelRatio);
  const pen = Math.PI * (0.025 * side) ** 2;
  const ink = await inkOnPad(page);
  assert.ok(ink > 0.8 * pen && ink < 1.5 * pen, `${ink} pixels, the pen covers ${pen}`);
  await page.context().close();
});

test("undo takes back a stroke, with the button and with the key", async () => {
  const { page } = await site.openDemo();
  await draw(page, digits[7]);
  await expectLabel(page, "7");
  const one = await inkOnPad(page);
  await draw(page, [
    [
      { x: 0.1, y: 0.9 },
      { x: 0.9, y: 0.95 },
    ],
  ]);
  assert.ok((await inkOnPad(page)) > one);
  await button(page, "Undo").click();
  await expectLabel(page, "7");
  assert.equal(await inkOnPad(page), one);
  await page.keyboard.press("Control+z");
  await expectLabel(page, "");
  assert.equal(await inkOnPad(page), 0);
});

test("redo brings back what undo took, with the button and with the keys", async () => {
  const { page } = await site.openDemo();
  await draw(page, digits[7]);
  await expectLabel(page, "7");
  for (const key of ["Control+y", "Control+Shift+Z"]) {
    await button(page, "Undo").click();
    await expectLabel(page, "");
    await page.keyboard.press(key);
    await expectLabel(page, "7");
  }
  assert.ok(await button(page, "Redo").isDisabled());
});

test("clear empties the pad with the key, and undo brings the drawing back", async () => {
  const { page } = await site.openDemo();
  for (const key of ["Escape", "Delete"]) {
    await draw(page, digits[3]);
    await expectLabel(page, "3");
    await page.keyboard.press(key);
    await expectLabel(page, "");
  }
  await page.keyboard.press("Control+z");
  await expectLabel(page, "3");
});

test("the eraser takes the stroke that it touches and no other", async () => {
  const { page } = await site.openDemo();
  await draw(page, digits[7]);
  await draw(page, [
    [
      { x: 0.05, y: 0.95 },
      { x: 0.2, y: 0.95 },
    ],
  ]);
  const both = await inkOnPad(page);
  await button(page, "Erase").click();
  assert.equal(await button(page, "Erase").getAttribute("aria-pressed"), "true");
  await draw(page, [
    [
      { x: 0.1, y: 0.85 },
      { x: 0.1, y: 0.95 },
    ],
  ]);
  await expectLabel(page, "7");
  assert.ok((await inkOnPad(page)) < both);
});

test("keys outside the demo leave the drawing alone", async () => {
  const { page } = await site.openDemo();
  await draw(page, digits[3]);
  await expectLabel(page, "3");
  await page.evaluate(() => /** @type {HTMLElement} */ (document.activeElement).blur());
  const ink = await inkOnPad(page);
  await page.keyboard.press("Escape"); // What a key does to the drawing, it does at once.
  assert.equal(await inkOnPad(page), ink);
  await expectLabel(page, "3");
});

test("pad, buttons and picker can be reached with the Tab key, in their order", async () => {
  const { page } = await site.openDemo();
  await draw(page, digits[1]);
  await page.locator(".inkling-pad").focus();
  const tab = async () => {
    await page.keyboard.press("Tab");
    return page.evaluate(() => {
      const { tagName, textContent, classList } = /** @type {HTMLElement} */ (document.activeElement);
      return tagName === "BUTTON" ? textContent : classList[0];
    });
  };
  const named = async (/** @type {number} */ count) => {
    const reached = [];
    for (let i = 0; i < count; i++) reached.push(((await tab()) ?? "").replace(/(Ctrl.*|E|Esc|R)$/, ""));
    return reached;
  };
  assert.deepEqual(await named(4), ["Undo", "Erase", "Clear", "More"]);
  await page.keyboard.press("Enter");
  assert.deepEqual(await named(7), ["inkling-select", "Try a test image", "inkling-file", "Replay", "Copy link", "Save PNG", "inkling-select"]);
  assert.equal(await button(page, "More").getAttribute("aria-expanded"), "false", "it closes when the focus has left it");
});

test("the menu opens and closes with the keyboard, and Escape in it leaves the drawing", async () => {
  const { page, complaints } = await site.openDemo();
  await draw(page, digits[3]);
  await expectLabel(page, "3");
  const more = button(page, "More");
  await more.focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Escape");
  assert.equal(await more.getAttribute("aria-expanded"), "false");
  assert.equal(await more.evaluate((node) => node === document.activeElement), true);
  await expectLabel(page, "3");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1 }).click();
  assert.equal(await more.getAttribute("aria-expanded"), "false", "a press elsewhere closes it, too");
  await more.focus();
  await page.keyboard.press("Escape");
  await expectLabel(page, "");
  assert.deepEqual(complaints, []);
});

test("a first visitor sees a digit write itself, which is no drawing, and goes with the first ink", async () => {
  const { page } = await site.openDemo();
  const example = page.locator(".inkling-example");
  await example.and(page.locator(".inkling-writes")).waitFor();
  assert.equal(await inkOnPad(page), 0);
  await expectLabel(page, "");
  assert.equal(await page.evaluate(() => document.activeElement?.tagName), "BODY");
  await draw(page, digits[1]);
  await expectLabel(page, "1");
  await button(page, "Clear").click();
  await page.locator(".inkling-hint").waitFor();
  assert.equal(await example.count(), 0);
  await page.reload();
  await ready(page);
  await example.waitFor();
  assert.equal(await page.locator(".inkling-writes").count(), 0, "it is written once, and then is there");
  const { page: calm } = await site.open({ reducedMotion: "reduce" });
  await ready(calm);
  await calm.locator(".inkling-example").waitFor();
  assert.equal(await calm.evaluate(() => document.querySelector(".inkling-example")?.getAnimations({ subtree: true }).length), 0);
});

test("a digit can be drawn with the keyboard alone", async () => {
  const { page } = await site.openDemo();
  await page.locator(".inkling-pad").focus();
  await page.keyboard.press("Space");
  for (let i = 0; i < 12; i++) await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Space");
  await expectLabel(page, "1");
  const ink = await inkOnPad(page);
  await page.keyboard.press("ArrowRight");
  assert.equal(await inkOnPad(page), ink, "a lifted pen draws nothing");
  await page.keyboard.press("Escape");
  await expectLabel(page, "");
});

test("a pen that presses harder leaves a wider line, and the answer does not depend on it", async () => {
  const { page } = await site.openDemo();
  const session = await page.context().newCDPSession(page);
  /** @param {number} force */
  const write = async (force) => {
    const box = await padBox(page);
    for (const stroke of digits[3]) {
      for (const [i, { x, y }] of stroke.entries()) {
        const at = {
          x: box.x + x * box.width,
          y: box.y + y * box.height,
          button: /** @type {const} */ ("left"),
          buttons: 1,
          pointerType: /** @type {const} */ ("pen"),
          force,
        };
        await session.send("Input.dispatchMouseEvent", { ...at, type: i === 0 ? "mousePressed" : "mouseMoved", clickCount: 1 });
        if (i === stroke.length - 1) await session.send("Input.dispatchMouseEvent", { ...at, buttons: 0, type: "mouseReleased", clickCount: 1 });
      }
    }
    await expectLabel(page, "3");
    const [ink, words] = [await inkOnPad(page), await page.locator(".inkling-words").textContent()];
    await button(page, "Clear").click();
    await expectLabel(page, "");
    return { ink, words };
  };
  const [light, firm] = [await write(0.1), await write(0.9)];
  assert.ok(firm.ink > 2 * light.ink, `${firm.ink}, ${light.ink}`);
  assert.equal(firm.words, light.words);
});

test("one arrow key leaves a picture and its answer in place; keys of the theme leave the visitor on the page", async () => {
  const { page, complaints } = await site.openDemo();
  await (await moreTool(page, "Try a test image")).click();
  await page.waitForSelector('[data-inkling-demo]:not([data-label=""])');
  const label = (await page.locator("[data-inkling-demo]").getAttribute("data-label")) ?? "";
  await page.locator(".inkling-pad").focus();
  await page.keyboard.press("ArrowDown");
  for (const key of ["n", ".", "p", ",", "f", "s", "/"]) await page.keyboard.press(key);
  await page.getByText(/^Test image \d+ of MNIST/).waitFor();
  await expectLabel(page, label);
  assert.equal(page.url(), site.url);
  assert.equal(await page.evaluate(() => document.activeElement?.classList.contains("inkling-pad")), true);
  await page.keyboard.press(" ");
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.getByText(/^Test image \d+ of MNIST/).count(), 0);
  assert.deepEqual(complaints, []);
});
