/**
 * The pages of errors as a visitor uses them: in Chromium, and what every engine must do.
 */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { www } from "../../../site/browser/built-site.mjs";
import { engines, missing } from "../../../site/browser/drivers/engines.mjs";
import { host } from "../../../site/browser/host.mjs";
import { isPainted } from "../../../site/browser/painted.mjs";
import { visit } from "../../../site/browser/visit.mjs";
import { kept } from "../../../site/browser/wait.mjs";
import { call, until } from "../engines/engine-page.mjs";

/** @typedef {import("playwright-core").Page} Page */

const ROOT = "[data-inkling-errors]";
/** The first picture. */
const PICTURE = "[data-image] canvas";
const LARGE = /answers\.bin$|test-sheet\.png$/;

/** @type {Awaited<ReturnType<typeof visit>>} */
let site;
/** @type {import("../../../site/src/lab/errors/confusions-file.js").Confusions} */
let confusions;
before(async () => {
  site = await visit();
  confusions = JSON.parse(await readFile(join(www, "models", "confusions.json"), "utf8"));
});
after(() => site?.close());

/**
 * @param {string} path
 * @param {import("playwright-core").BrowserContextOptions} [options]
 */
async function open(path, options) {
  const opened = await site.open(options, path);
  await opened.page.waitForSelector(`${ROOT}[data-state="ready"]`, { timeout: 30_000 });
  return opened;
}

/**
 * @param {Page} page
 * @param {string} view  Of the address.
 */
const shown = (page, view) => page.waitForSelector(`${ROOT}[data-shown="${view}"]`);

/** The best model's first cell off the diagonal that is not empty, and how many images it has. */
function anyError() {
  const [{ name, confusions: all }] = confusions.models;
  const cells = all.mnist.flatMap((row, label) => row.map((count, answer) => ({ label, answer, count })));
  const cell = cells.find(({ label, answer, count }) => label !== answer && count > 0);
  assert.ok(cell);
  return { name, ...cell };
}

test("all misread images are there at first, and a cell opens its own, with the answers of all models; no file comes twice", async () => {
  const { page, complaints } = await site.open();
  /** @type {string[]} */
  const asked = [];
  page.on("request", (request) => LARGE.test(request.url()) && asked.push(request.url()));
  const { name, label, answer, count } = anyError();
  const cell = `#${name}/${label}/${answer}`;
  await page.goto(new URL("lab/errors/", site.url).href);
  await page.getByText(/^.+ misreads [\d,]+ of [\d,]+ test images\./).waitFor();
  await page.locator(".errors-images > li").nth(11).waitFor();
  await page.waitForFunction(isPainted, PICTURE);
  await page.locator(`.errors-matrix a[href="${cell}"]`).click();
  await shown(page, cell);
  assert.equal(await page.locator("#opened").innerText(), `${label} read as ${answer}`);
  assert.equal(await page.locator(".errors-images > li").count(), Math.min(12, count));
  const rows = page.locator(".errors-images > li").first().locator("tbody tr");
  assert.equal(await rows.count(), confusions.models.length);
  await page.waitForFunction(isPainted, PICTURE);
  assert.equal(asked.length, confusions.models.length + 1);
  assert.deepEqual(complaints, []);
  await page.context().close();
});

test("every model's answers count to its matrix", async () => {
  const { page } = await open("lab/errors/");
  for (const { name, confusions: all } of confusions.models) {
    const cells = all.mnist.flatMap((row, label) => row.map((count, answer) => ({ label, answer, count })));
    const { label, answer, count } = cells.reduce((most, cell) => (cell.label !== cell.answer && cell.count > most.count ? cell : most), { ...cells[1] });
    await page.goto(new URL(`lab/errors/#${name}/${label}/${answer}`, site.url).href);
    await shown(page, `#${name}/${label}/${answer}`);
    for (const more = page.getByRole("button", { name: /^Show \d+ more$/ }); await more.isVisible(); ) await more.click();
    assert.equal(await page.locator(".errors-images > li").count(), count);
  }
  await page.context().close();
});

test("cells, images and matrices have addresses: shared, reloaded, and gone back to", async () => {
  const { name, label, answer } = anyError();
  const { page } = await open(`lab/errors/#${name}/${label}/${answer}`);
  await shown(page, `#${name}/${label}/${answer}`);
  const link = page.locator(".errors-images a").first();
  const image = /** @type {string} */ (await link.getAttribute("href"));
  await link.click();
  await shown(page, image);
  assert.equal(new URL(page.url()).hash, image);
  assert.match(await page.locator("#opened").innerText(), /^Test image \d+$/);
  assert.equal(await page.locator(".errors-long tbody tr").count(), confusions.models.length);
  await page.reload();
  await shown(page, image);
  await page.goBack();
  await shown(page, `#${name}/${label}/${answer}`);
  await page.getByLabel("Model", { exact: true }).selectOption(confusions.models[1].name);
  await shown(page, `#${confusions.models[1].name}/${label}/${answer}`);
  await page.goBack();
  await shown(page, `#${name}/${label}/${answer}`);
  assert.equal(await page.getByLabel("Model", { exact: true }).inputValue(), name);
  await page.context().close();
});

test("the matrix is one stop for the Tab key, and its arrow keys reach every cell", async () => {
  const { page } = await open("lab/errors/");
  const [{ name }] = confusions.models;
  await page.getByLabel("Images", { exact: true }).focus();
  await page.keyboard.press("Tab");
  for (const key of ["ArrowDown", "ArrowDown", "End", "ArrowLeft", "ArrowUp"]) await page.keyboard.press(key);
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("href")), `#${name}/1/8`);
  await page.keyboard.press("Enter");
  await shown(page, `#${name}/1/8`);
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("aria-current")), "true");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement?.closest(".errors-matrix")), null);
  await page.context().close();
});

test("of drawings there are totals and no pictures", async () => {
  const set = confusions.sets.find(({ role, file }) => role === "test" && file !== "mnist");
  assert.ok(set);
  const [{ name, confusions: all }] = confusions.models.filter((model) => set.file in model.confusions);
  const { page } = await open(`lab/errors/#${name}/${set.file}/7/7`);
  await shown(page, `#${name}/${set.file}/7/7`);
  await page.getByText("There are no pictures: nobody looks at the drawings of these writers").waitFor();
  assert.match(await page.locator(".errors-opened [role=status]").innerText(), new RegExp(`reads ${all[set.file][7][7]} right`));
  assert.equal(await page.locator("[data-image]").count(), 0);
  await page.context().close();
});

test("what every model misread is misread by every one of them, and doubtful labels are marked", async () => {
  const { page, complaints } = await open("lab/misread/");
  await shown(page, "every-model");
  const items = page.locator(".errors-images > li");
  assert.ok((await items.count()) > 0);
  assert.equal(await items.locator(".errors-right").count(), 0);
  await page.getByRole("link", { name: "Doubtful labels" }).click();
  await shown(page, "label-errors");
  assert.equal(await items.locator(".errors-doubt").count(), await items.count());
  assert.match(await items.locator(".errors-doubt").first().innerText(), /^Its label is (wrong|disputed): of 5 reviewers, /);
  await page.goBack();
  await shown(page, "every-model");
  await items.locator("a").first().click();
  await page.waitForURL(/lab\/errors\/#.*\/image-\d+$/);
  assert.deepEqual(complaints, []);
  await page.context().close();
});

test("the numbers on a model's page lead to their cells, with arrow keys too", async () => {
  const { name, label, answer } = anyError();
  const { page, complaints } = await site.open(undefined, `models/${name}/`);
  const table = page.locator(".errors-matrix").first();
  await table.and(page.locator("[role=grid]")).waitFor();
  assert.equal(await table.locator('a[tabindex="0"]').count(), 1);
  await table.locator(`a[href$="#${name}/${label}/${answer}"]`).click();
  await shown(page, `#${name}/${label}/${answer}`);
  assert.deepEqual(complaints, []);
  await page.context().close();
});

test("a telephone shows all of it without scrolling sideways", async () => {
  for (const path of [`lab/errors/#${anyError().name}/4/4`, `lab/errors/#${anyError().name}/image-2130`, "lab/misread/"]) {
    const { page } = await open(path, { viewport: { width: 320, height: 640 }, isMobile: true, hasTouch: true });
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320, path);
    await page.context().close();
  }
});

test("what was opened once works without a network", async () => {
  const { name, label, answer } = anyError();
  const { page } = await open(`lab/errors/#${name}/${label}/${answer}`, { serviceWorkers: "allow" });
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await page.waitForSelector(`${ROOT}[data-state="ready"]`);
  await page.waitForFunction(isPainted, PICTURE);
  const needed = ["test-sheet.png", ...confusions.models.map((model) => `models/${model.name}/answers.bin`)];
  const fetched = await page.evaluate(() => [location.href, ...performance.getEntriesByType("resource").map(({ name }) => name)]);
  await kept(page, [...needed, ...fetched.map((url) => url.replace(/[?#].*/, ""))]);
  await page.context().setOffline(true);
  await page.reload();
  await shown(page, `#${name}/${label}/${answer}`);
  await page.waitForFunction(isPainted, PICTURE);
  await page.context().close();
});

for (const engine of engines) {
  test(`${engine.name}: a shared link opens a cell with pictures and the answers of all models`, { skip: missing(engine) }, async () => {
    const [tab, hosted] = [await engine.start(), await host()];
    const { name, label, answer } = anyError();
    try {
      await tab.goto(new URL(`lab/errors/#${name}/${label}/${answer}`, hosted.url).href);
      await until(tab, (view) => document.querySelector(`[data-inkling-errors][data-shown="${view}"]`) !== null, `#${name}/${label}/${answer}`);
      assert.equal(await call(tab, () => document.querySelectorAll(".errors-images > li:first-child tbody tr").length), confusions.models.length);
      await until(tab, isPainted, PICTURE);
      await tab.goto(new URL("lab/misread/", hosted.url).href);
      await until(tab, isPainted, PICTURE);
      assert.deepEqual(await tab.complaints(), []);
    } finally {
      await tab.close();
      await hosted.down();
    }
  });
}

test("answers that do not arrive are told in a sentence, with a button that tries again", async () => {
  const hosted = await host();
  const { page } = await site.open(undefined, "lab/");
  const { name, label, answer } = anyError();
  hosted.withhold(/answers\.bin$/);
  await page.goto(new URL(`lab/errors/#${name}/${label}/${answer}`, hosted.url).href);
  await page.getByText("The file of answers is not at").waitFor();
  await hosted.up();
  await page.getByRole("button", { name: "Try again" }).click();
  await page.locator(".errors-images > li").first().waitFor();
  await page.context().close();
  await hosted.down();
});
