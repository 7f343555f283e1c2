import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { createTestImages, readTestImages } from "../../../src/app/published/test-images.js";
import { temporaryFolder } from "../../fixture.mjs";

/** @param {number} length */
const inkOf = (length) => Buffer.alloc(length, 255).toString("base64");

/** @param {{index: number, label: number, ink: string}[]} images */
async function sourceOf(images) {
  const url = pathToFileURL(join(await temporaryFolder(), "test-images.json"));
  await writeFile(url, JSON.stringify({ images }));
  return createTestImages(() => readTestImages(url));
}

test("each image comes once before any comes again", async () => {
  const next = await sourceOf([3, 5, 8].map((index) => ({ index, label: index, ink: inkOf(784) })));
  for (let round = 0; round < 3; round++) {
    const images = [await next(), await next(), await next()];
    assert.deepEqual(images.map(({ index }) => index).sort(), [3, 5, 8]);
    assert.deepEqual(images[0].grid, new Float64Array(784).fill(1));
  }
});

test("images of another size are refused with a sentence", async () => {
  const next = await sourceOf([{ index: 0, label: 0, ink: inkOf(783) }]);
  await assert.rejects(next(), /The file of test images at .* cannot be read/);
});
