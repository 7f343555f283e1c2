/**
 * Pictures in place of drawings: MNIST's test images, and a visitor's own.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { button, digits, draw, expectLabel, ready } from "../../../site/browser/demo-page.mjs";
import { visit } from "../../../site/browser/visit.mjs";
import { numberPhoto, photoOf, png } from "../png.mjs";

/** @type {Awaited<ReturnType<typeof visit>>} */
let site;
before(async () => (site = await visit()));
after(() => site?.close());

test("real test images can be tried, another one each time, and a stroke takes their place", async () => {
  const { page } = await site.openDemo();
  const said = page.locator(".inkling-extras .inkling-said");
  const seen = new Set();
  for (let i = 0; i < 4; i++) {
    await button(page, "Try a test image").click();
    await page.waitForFunction((before) => !before.includes(document.querySelector(".inkling-extras .inkling-said")?.textContent ?? ""), ["", ...seen]);
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
    await page.getByText("3 digits:").waitFor();
    assert.equal(await page.locator(".inkling-digit").textContent(), "427");
    await button(page, "Clear").click();
  }
  assert.deepEqual(complaints, []);
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
