/**
 * Pictures in place of drawings: MNIST's test images, and a visitor's own.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { button, digits, draw, expectLabel, moreTool, ready } from "../../../site/browser/demo-page.mjs";
import { visit } from "../../../site/browser/visit.mjs";
import { imageToGrid } from "../../../site/src/preprocessing/image.js";
import { strokesToGrid } from "../../../site/src/preprocessing/strokes.js";
import { numberPhoto, photoOf, png } from "../png.mjs";

/** @type {Awaited<ReturnType<typeof visit>>} */
let site;
before(async () => (site = await visit()));
after(() => site?.close());

test("real test images can be tried, another one each time, and a stroke takes their place", async () => {
  const { page } = await site.openDemo();
  const said = page.locator(".inkling-notice");
  const seen = new Set();
  for (let i = 0; i < 4; i++) {
    await (await moreTool(page, "Try a test image")).click();
    await page.waitForFunction((before) => !before.includes(document.querySelector(".inkling-notice")?.textContent ?? ""), ["", ...seen]);
    const text = (await said.textContent()) ?? "";
    const [, label] = /^Test image \d+ of MNIST, its label is (\d)\.$/.exec(text) ?? assert.fail(text);
    await expectLabel(page, label);
    seen.add(text);
  }
  assert.equal(seen.size, 4);
  await draw(page, digits[3]);
  await expectLabel(page, "3");
});

test("a picture of a digit is read by the same rule, from a file and dropped, and a stroke takes its place", async () => {
  const { page, complaints } = await site.openDemo();
  const file = page.getByLabel("Read a picture of a digit");
  await file.setInputFiles({ name: "six.png", mimeType: "image/png", buffer: photoOf(digits[6]) });
  await expectLabel(page, "6");
  await page.getByText("The pad shows what was found").waitFor();
  const transfer = await page.evaluateHandle(
    (bytes) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(bytes)], "two.png", { type: "image/png" }));
      return data;
    },
    [...photoOf(digits[2])],
  );
  await page.dispatchEvent("[data-inkling-demo]", "drop", { dataTransfer: transfer });
  await expectLabel(page, "2");
  await draw(page, digits[7]);
  await expectLabel(page, "7");
  assert.deepEqual(complaints, []);
});

test("a picture of several digits is read as a number, framed or plain", async () => {
  const { page, complaints } = await site.openDemo();
  const file = page.getByLabel("Read a picture of a digit");
  for (const [name, frame] of /** @type {[string, number][]} */ ([
    ["plain.png", 0],
    ["framed.png", 6],
  ])) {
    await file.setInputFiles({ name, mimeType: "image/png", buffer: numberPhoto([digits[4], digits[2], digits[7]], frame) });
    await expectLabel(page, "427");
    assert.match((await page.locator(".inkling-words").textContent()) ?? "", /^3 digits:/);
    await button(page, "Clear").click();
    await expectLabel(page, ""); // The next picture gives the same answer.
  }
  assert.deepEqual(complaints, []);
});

test("a large picture gives the grid of all its pixels but for a fifth, as it does in Python", async () => {
  const { page } = await site.openDemo();
  const [width, height, zoom] = [2600, 2000, 70];
  const drawn = /** @type {Float64Array} */ (strokesToGrid(digits[5]));
  const grey = (/** @type {number} */ x, /** @type {number} */ y) => {
    const [column, row] = [Math.floor((x - 300) / zoom), Math.floor((y - 20) / zoom)];
    return Math.round(255 - 225 * (column >= 0 && column < 28 && row >= 0 && row < 28 ? drawn[row * 28 + column] : 0));
  };
  const expected = imageToGrid({
    values: Float64Array.from({ length: width * height }, (_, i) => grey(i % width, Math.floor(i / width)) / 255),
    width,
    height,
  });
  await page.getByLabel("Read a picture of a digit").setInputFiles({ name: "large.png", mimeType: "image/png", buffer: png(grey, width, height) });
  await expectLabel(page, "5");
  const seen = await page.locator(".inkling-seen canvas").evaluate((canvas) => {
    const { data } = /** @type {HTMLCanvasElement} */ (canvas).getContext("2d")?.getImageData(0, 0, 28, 28) ?? {};
    return Array.from({ length: 784 }, (_, i) => (data?.[4 * i + 3] ?? NaN) / 255);
  });
  const farthest = Math.max(...seen.map((ink, i) => Math.abs(ink - (expected?.[i] ?? NaN))));
  assert.ok(farthest < 0.2, `${farthest}`);
});

test("what is no picture, or an empty one, is said in a sentence and changes nothing", async () => {
  const { page } = await site.openDemo();
  await draw(page, digits[1]);
  await expectLabel(page, "1");
  const file = page.getByLabel("Read a picture of a digit");
  await file.setInputFiles({ name: "notes.png", mimeType: "image/png", buffer: Buffer.from("hello") });
  await page.getByText("no picture that this browser can read").waitFor();
  await expectLabel(page, "1");
  await file.setInputFiles({ name: "blank.png", mimeType: "image/png", buffer: png(() => 200, 50, 40) });
  await page.getByText("nothing to see in that picture").waitFor();
});

test("a picture is read in a worker, and in the page where there are no workers", async () => {
  for (const hasWorkers of [true, false]) {
    const { page } = await site.open();
    if (!hasWorkers) await page.addInitScript(() => void Reflect.deleteProperty(globalThis, "Worker"));
    await page.reload();
    await ready(page);
    await page.getByLabel("Read a picture of a digit").setInputFiles({ name: "six.png", mimeType: "image/png", buffer: photoOf(digits[6]) });
    await expectLabel(page, "6");
    const ours = page.workers().filter((worker) => worker.url().endsWith("/picture-worker.js"));
    assert.equal(ours.length, hasWorkers ? 1 : 0); // The theme has a worker as well, for its search.
  }
});

test("a dropped PDF is named, with what to do", async () => {
  const { page } = await site.openDemo();
  const transfer = await page.evaluateHandle(() => {
    const data = new DataTransfer();
    data.items.add(new File(["%PDF-1.7\n"], "digits", { type: "" }));
    return data;
  });
  await page.dispatchEvent("[data-inkling-demo]", "drop", { dataTransfer: transfer });
  await page.getByText("That is a PDF, which this browser cannot read: take a screenshot").waitFor();
});
