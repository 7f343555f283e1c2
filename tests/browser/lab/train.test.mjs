/**
 * The page that trains, in Chromium: as a visitor uses it.
 */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { violations } from "../../../site/browser/axe.mjs";
import { digits, draw } from "../../../site/browser/demo-page.mjs";
import { visit } from "../../../site/browser/visit.mjs";
import { kept } from "../../../site/browser/wait.mjs";

/** @typedef {import("playwright-core").Page} Page */

/** Settings that are done in a moment. */
const QUICK = "lab/train/#layers=16&epochs=1&batch=512&rate=0.01&seed=3";

/** @type {Awaited<ReturnType<typeof visit>>} */
let site;
before(async () => (site = await visit()));
after(() => site?.close());

/**
 * @param {Page} page
 * @param {string} state
 */
const reached = (page, state) => page.locator(`[data-inkling-train][data-state="${state}"]`).waitFor({ timeout: 60_000 });

/**
 * @param {Page} page
 * @param {string} name
 */
const press = (page, name) => page.getByRole("button", { name, exact: true }).click();

/**
 * @param {Page} page
 * @returns {Promise<string>} The curve in numbers.
 */
async function curve(page) {
  await page.locator("details", { hasText: "The curve in numbers" }).evaluate((details) => details.setAttribute("open", ""));
  await page.locator(".inkling-train-curves tbody tr").first().waitFor();
  return page.locator(".inkling-train-curves tbody").innerText();
}

test("nothing of the training is fetched before the visitor starts, and the home page fetches none of it", async () => {
  for (const [path, most] of /** @type {[string, RegExp][]} */ ([
    ["", /assets\/train|lab-images/],
    [QUICK, /train-worker|kernels\.wasm|lab-images|recogniser|models\//],
  ])) {
    const { page } = await site.open(undefined, "how/");
    /** @type {string[]} */
    const asked = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(new URL(path, site.url).href, { waitUntil: "networkidle" });
    assert.deepEqual(
      asked.filter((url) => most.test(url)),
      [],
    );
    await page.context().close();
  }
});

test("a network learns, the pad reads with it, and the same seed gives the same curve", async () => {
  const { page, complaints } = await site.open(undefined, QUICK);
  await press(page, "Start");
  await reached(page, "done");
  assert.match(await page.locator(".inkling-train-answer").innerText(), /The network reads a \d\./);
  const right = Number(/([\d.]+)\s%/.exec(await page.locator(".inkling-train-latest").innerText())?.[1]);
  assert.ok(right > 70, `${right} %`);
  const first = await curve(page);
  await press(page, "Start over"); // From the press on it is "loading", and no longer "done".
  await reached(page, "done");
  assert.equal(await curve(page), first);
  assert.deepEqual(complaints, []);
  await page.context().close();
});

test("a small convolutional network learns as well, and shows its filters", async () => {
  const { page, complaints } = await site.open(undefined, "lab/train/#filters=4-6&layers=none&epochs=1&batch=256&rate=0.01&seed=3");
  assert.equal(await page.getByLabel("Convolutions").inputValue(), "4-6");
  await press(page, "Start");
  await reached(page, "done");
  const right = Number(/([\d.]+)\s%/.exec(await page.locator(".inkling-train-latest").innerText())?.[1]);
  assert.ok(right > 85, `${right}`);
  assert.match(await page.locator(".inkling-train-first figcaption").innerText(), /4 filters of 3x3 pixels/);
  await page.getByLabel("Network", { exact: true }).selectOption({ label: "Small convnet, 8 and 16 filters" });
  assert.match(page.url(), /filters=8-16&layers=none/);
  assert.deepEqual(complaints, []);
});

test("a training can be stepped, paused and continued, and the page reacts meanwhile", async () => {
  const { page } = await site.open(undefined, "lab/train/#layers=512-512&epochs=100");
  await press(page, "One step");
  await reached(page, "paused");
  assert.equal(await page.locator("[data-inkling-train]").getAttribute("data-steps"), "1");
  await press(page, "Go on");
  await reached(page, "training");
  const learned = await page.evaluate(async () => {
    const steps = () => Number(document.querySelector("[data-inkling-train]")?.getAttribute("data-steps"));
    const before = steps();
    for (let frame = 0; frame < 60 || steps() === before; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
    return steps() - before;
  });
  assert.ok(learned > 0, "frames came while the network learned");
  assert.equal(page.workers().filter((worker) => worker.url().endsWith("/train-worker.js")).length, 1, "it learns off the page's own thread");
  await press(page, "Pause");
  await reached(page, "paused");
  const steps = await page.locator("[data-inkling-train]").getAttribute("data-steps");
  assert.ok(Number(steps) > 1);
  await press(page, "One step");
  await page.locator(`[data-inkling-train][data-steps="${Number(steps) + 1}"]`).waitFor();
  await page.context().close();
});

test("the network stands beside every published model, with its confusion matrix", async () => {
  const { page, complaints } = await site.open(undefined, QUICK);
  await press(page, "Start");
  await reached(page, "done");
  await press(page, "Compare with the published models");
  await page.getByText("All models have read the test images.").waitFor({ timeout: 120_000 });
  const rows = page.locator(".inkling-train-compared > table tbody tr");
  assert.ok((await rows.count()) >= 3);
  const errors = await rows.evaluateAll((all) => all.map((row) => Number(/^(\d+) of 2000$/.exec(row.querySelector("td")?.textContent ?? "")?.[1])));
  assert.ok(
    errors.slice(1).every((count) => count > 0 && count < errors[0]),
    `${errors}`,
  );
  const cells = await page.locator(".inkling-train-matrix tbody td").allInnerTexts();
  assert.equal(
    cells.reduce((sum, text) => sum + Number(text), 0),
    2000,
  );
  assert.deepEqual(complaints, []);
  await page.context().close();
});

test("a saved network is opened again and answers the same, and foreign files get one sentence", async () => {
  const { page } = await site.open({ viewport: { width: 1280, height: 900 }, acceptDownloads: true }, QUICK);
  await press(page, "Start");
  await reached(page, "done");
  const latest = await page.locator(".inkling-train-latest").innerText();
  /** @type {import("playwright-core").Download[]} */
  const downloads = [];
  page.on("download", (download) => downloads.push(download));
  await press(page, "Save the network");
  while (downloads.length < 2) await page.waitForEvent("download", { timeout: 5000 }).catch(() => {});
  const files = await Promise.all(
    downloads.map(async (download) => ({
      name: download.suggestedFilename(),
      mimeType: "application/octet-stream",
      buffer: await readFile(await download.path()),
    })),
  );
  assert.deepEqual(files.map(({ name }) => name).sort(), ["model.json", "weights.bin"]);
  const choose = page.getByLabel("Open a saved network");
  await choose.setInputFiles([files[0]]);
  await page.getByText("Choose two files together").waitFor();
  await page.reload();
  await choose.setInputFiles(files);
  await reached(page, "ready");
  await page.waitForFunction((text) => document.querySelector(".inkling-train-latest")?.textContent === text, latest);
  await page.context().close();
});

test("a link holds the settings, and one that is not possible says what is", async () => {
  const { page } = await site.open(undefined, "lab/train/#layers=none&seed=7");
  assert.equal(await page.getByLabel("Seed").inputValue(), "7");
  assert.equal(await page.getByLabel("Network", { exact: true }).inputValue(), "0");
  assert.ok(!(await page.getByLabel("Epochs").isVisible()), "settings are folded at first");
  await page.locator("summary", { hasText: "Settings of the training" }).click();
  await page.getByLabel("Epochs").fill("3");
  await page.getByLabel("Epochs").press("Tab");
  assert.match(page.url(), /layers=none&.*epochs=3&seed=7/);
  await page.getByLabel("Batch").fill("0");
  await page.getByLabel("Batch").press("Tab");
  await page.getByText("The batch is a whole number from 1 to 1024.").waitFor();
  await page.context().close();
});

test("the first stroke of one's own takes the place of the example", async () => {
  const { page } = await site.open(undefined, "lab/train/");
  await press(page, "Start");
  await reached(page, "done");
  await page.locator(".inkling-train-answer", { hasText: "7" }).waitFor();
  await draw(page, digits[0], ".inkling-train-pad .inkling-pad");
  await page.locator(".inkling-train-answer", { hasText: "The network reads a 0." }).waitFor();
  await page.context().close();
});

test("whoever chooses layers of their own gets the field for them", async () => {
  const { page } = await site.open(undefined, "lab/train/");
  await page.getByLabel("Network", { exact: true }).selectOption({ label: "Your own layers" });
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type("32-16");
  await page.keyboard.press("Tab");
  assert.match(page.url(), /layers=32-16/);
  await page.context().close();
});

test("images that do not arrive are a sentence, and a second try works", async () => {
  const { page } = await site.open(undefined, QUICK);
  await page.route(/lab-images\.bin/, (route) => route.fulfill({ status: 500 }));
  await press(page, "Start");
  await page.getByText("The file of training images could not be fetched").waitFor();
  await page.unroute(/lab-images\.bin/);
  await press(page, "Start");
  await reached(page, "done");
  await page.context().close();
});

test("the images are kept once they were used: the page trains without a network", async () => {
  const { page } = await site.open({ serviceWorkers: "allow" }, QUICK);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await press(page, "Start");
  await reached(page, "done");
  // The worker fetches the page itself when the page is idle.
  await kept(page, ["lab/train/", "train.js", "train-worker.js", "kernels.wasm", "lab-images.bin"]);
  await page.context().setOffline(true);
  await page.reload();
  await press(page, "Start");
  await reached(page, "done");
  await page.context().close();
});

test("after a training, axe finds nothing, and nothing is wider than a small telephone", async () => {
  for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
    const { page } = await site.open({ viewport: { width: 320, height: 640 }, colorScheme, reducedMotion: "reduce" }, QUICK);
    await press(page, "Start");
    await reached(page, "done");
    await curve(page);
    await press(page, "Compare with the published models");
    await page.getByText("All models have read the test images.").waitFor({ timeout: 120_000 });
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
    assert.deepEqual(await violations(page, "[data-inkling-train]"), []);
    await page.context().close();
  }
});
