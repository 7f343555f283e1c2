/**
 * The atlas as a visitor uses it, in Chromium.
 */
import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { catalogue, www } from "../../../site/browser/built-site.mjs";
import { digits, draw } from "../../../site/browser/demo-page.mjs";
import { isPainted } from "../../../site/browser/painted.mjs";
import { visit } from "../../../site/browser/visit.mjs";
import { kept, keptFiles } from "../../../site/browser/wait.mjs";

/** @typedef {import("playwright-core").Page} Page */

const ROOT = "[data-inkling-atlas]";
const MAP = ".atlas-map";
const PAD = ".atlas-own .inkling-pad";

/** @type {Awaited<ReturnType<typeof visit>>} */
let site;
before(async () => (site = await visit()));
after(() => site?.close());

/**
 * @param {import("playwright-core").BrowserContextOptions} [options]
 * @param {string} [fragment]
 */
async function open(options, fragment = "") {
  const opened = await site.open(options, `lab/atlas/${fragment}`);
  await opened.page.waitForSelector(`${ROOT}[data-state="ready"]`, { timeout: 30_000 });
  return opened;
}

/** @param {Page} page  Waits until the map shows ink. */
const painted = (page) => page.waitForFunction(isPainted, `${MAP} canvas`);

/** @param {Page} page */
const details = (page) => page.locator(".atlas-details > p").first().innerText();

test("the map is there, the misread images are listed, and nothing is complained about", async () => {
  const { page, complaints } = await open();
  await painted(page);
  const model = /** @type {{name: string}} */ ((await catalogue()).find((entry) => entry.default));
  const { errors } = JSON.parse(await readFile(join(www, "models", model.name, "atlas", "atlas.json"), "utf8"));
  assert.match(await page.locator("#atlas-list option").first().innerText(), new RegExp(`misread \\(${errors}\\)`));
  assert.equal(await page.locator(".atlas-list .atlas-image").count(), Math.min(48, errors));
  assert.deepEqual(complaints, []);
  await page.context().close();
});

test("a misread image of the list is brought into the middle of the map, and has an address", async () => {
  const { page } = await open();
  const item = page.locator(".atlas-list .atlas-image").first();
  const image = await item.getAttribute("data-image");
  await item.click();
  assert.equal(new URL(page.url()).hash, `#image-${image}`);
  assert.match(await details(page), new RegExp(`^Test image ${image}: \\d, read as \\d`));
  const again = await open(undefined, `#image-${image}`);
  assert.match(await details(again.page), new RegExp(`^Test image ${image}:`));
  await again.page.context().close();
  await page.context().close();
});

test("the keyboard moves over the map, and each image is told", async () => {
  const { page } = await open();
  await page.locator(MAP).focus();
  for (const key of ["+", "+", "+", "ArrowLeft", "ArrowUp"]) await page.keyboard.press(key);
  const spoken = page.locator(".atlas-spoken");
  assert.match(await spoken.innerText(), /^Test image \d+: \d, read/);
  assert.match(new URL(page.url()).hash, /^#image-\d+$/);
  await page.keyboard.press("n"); // The theme would leave the page.
  assert.match(page.url(), /lab\/atlas\//);
  await page.context().close();
});

test("one's own drawing is read, gets a place, and its neighbours are of the same digit", async () => {
  const { page, complaints } = await open();
  await draw(page, digits[3], PAD);
  await page.waitForFunction((root) => document.querySelector(root)?.getAttribute("data-own")?.split(",").length === 8, ROOT, { timeout: 30_000 });
  assert.match(await page.locator(".atlas-own [role=status]").innerText(), /^The network says: 3/);
  const words = await page.locator(".atlas-nearest .atlas-image").allInnerTexts();
  assert.ok(words.filter((each) => each.trim().startsWith("3")).length >= 5, words.join(" | "));
  await page.locator(".atlas-own").getByRole("button", { name: "Clear" }).click();
  await page.waitForFunction((root) => document.querySelector(root)?.getAttribute("data-own") === "", ROOT);
  assert.deepEqual(complaints, []);
  await page.context().close();
});

test("the wheel scrolls the page until the map has the focus", async () => {
  const { page } = await open();
  const box = await page.locator(MAP).boundingBox();
  assert.ok(box);
  const whole = () => page.locator(MAP).evaluate((map) => !map.classList.contains("atlas-near"));
  await page.mouse.move(box.x + box.width / 2, box.y + 50);
  await page.mouse.wheel(0, -300);
  assert.equal(await whole(), true);
  await page.locator(MAP).focus();
  await page.mouse.wheel(0, -300);
  await page.waitForSelector(`${MAP}.atlas-near`);
  await page.context().close();
});

test("a telephone shows all of it without scrolling sideways", async () => {
  const { page } = await open({ viewport: { width: 320, height: 640 }, isMobile: true, hasTouch: true });
  await painted(page);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
  await page.context().close();
});

test("what is opened once works without a network, and is not fetched before", async () => {
  const { page } = await site.open({ serviceWorkers: "allow" });
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  const large = (await keptFiles(page)).filter((url) => /test-sheet\.png|\/atlas\/.*\.bin/.test(url));
  assert.deepEqual(large, []);
  await page.goto(new URL("lab/atlas/", site.url).href);
  await page.waitForSelector(`${ROOT}[data-state="ready"]`);
  await draw(page, digits[3], PAD);
  await page.waitForFunction((root) => document.querySelector(root)?.getAttribute("data-own"), ROOT, { timeout: 30_000 });
  await kept(page, ["test-sheet.png"]);
  await page.context().setOffline(true);
  await page.reload();
  await page.waitForSelector(`${ROOT}[data-state="ready"]`);
  await draw(page, digits[7], PAD);
  await page.waitForFunction((root) => document.querySelector(root)?.getAttribute("data-own"), ROOT, { timeout: 30_000 });
  await page.context().close();
});

test("a map of another version of the model says so, and one that is damaged is refused", async () => {
  const folder = join(await mkdtemp(join(tmpdir(), "inkling-")), "www");
  await cp(www, folder, { recursive: true });
  const model = /** @type {{name: string}} */ ((await catalogue()).find((entry) => entry.default));
  const atlas = join(folder, "models", model.name, "atlas");
  const file = join(atlas, "atlas.json");
  const facts = JSON.parse(await readFile(file, "utf8"));
  await writeFile(file, JSON.stringify({ ...facts, weights: { "other.bin": "0" } }));
  const other = await visit(folder);
  try {
    const { page } = await other.open(undefined, "lab/atlas/");
    await page.waitForSelector(`${ROOT}[data-state="ready"]`);
    await draw(page, digits[3], PAD);
    await page.getByText("was made with another version of the model").first().waitFor();
    await writeFile(join(atlas, "map.bin"), new Uint8Array(60_000));
    await page.reload();
    await page.getByText("is not what was published").waitFor();
    await page.getByRole("button", { name: "Try again" }).waitFor();
  } finally {
    await other.close();
    await rm(join(folder, ".."), { recursive: true, force: true });
  }
});
