/**
 * A drawing that is drawn again. The page's clock is stopped, so each moment of the replay can be looked at.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { button, expectLabel, inkOnPad, moreTool, openMore, padBox } from "../../../site/browser/demo-page.mjs";
import { visit } from "../../../site/browser/visit.mjs";

/** @type {Awaited<ReturnType<typeof visit>>} */
let site;
before(async () => (site = await visit()));
after(() => site?.close());

/** A page whose demo is ready, and whose clock stands still until a test moves it. */
async function openStopped() {
  const { page } = await site.openDemo();
  await page.clock.install({ time: 0 });
  await page.clock.pauseAt(60_000);
  return page;
}

/**
 * Chooses a drawing to try, and waits until it has arrived.
 *
 * @param {import("playwright-core").Page} page
 * @param {string} label
 */
async function tryOne(page, label) {
  await openMore(page);
  await page.getByLabel("Try one").selectOption({ label });
  await button(page, "Clear").and(page.locator(":enabled")).waitFor();
}

/** Milliseconds: into a replay, and after its end. */
const [EARLY, LATE] = [300, 3000];

test("a drawing to try is drawn before the visitor's eyes, and can be replayed", async () => {
  const page = await openStopped();
  await tryOne(page, "5");
  await page.clock.runFor(EARLY);
  const soon = await inkOnPad(page);
  await page.clock.runFor(LATE);
  const whole = await inkOnPad(page);
  assert.ok(soon > 0 && soon < whole, `${soon} ${whole}`);
  await (await moreTool(page, "Replay")).click();
  await page.clock.runFor(EARLY);
  assert.ok((await inkOnPad(page)) < whole);
  await page.clock.runFor(LATE);
  assert.equal(await inkOnPad(page), whole);
  await page.clock.resume();
  await expectLabel(page, "5");
});

test("a stroke under a replay stops it", async () => {
  const page = await openStopped();
  await tryOne(page, "7");
  await page.clock.runFor(EARLY);
  const box = await padBox(page);
  await page.mouse.move(box.x + 5, box.y + 5);
  await page.mouse.down();
  await page.mouse.up();
  const ink = await inkOnPad(page);
  await page.clock.runFor(LATE);
  assert.equal(await inkOnPad(page), ink);
});
