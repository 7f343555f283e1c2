/**
 * The images to train on: unpacked as the export packs them, and checked.
 */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { deflateSync } from "node:zlib";
import { readImages, unpacked } from "../../../src/lab/train/images.js";
import { temporaryFolder } from "../../fixture.mjs";

/** Two images to train on and one to test with; their first two pixels are white and black. */
const CONTENT = Uint8Array.from([3, 1, 4, ...new Uint8Array(3 * 392).map((_, i) => (i % 392 === 0 ? 0x0f : 0x11))]);

/** @param {object} [changes]  Of the list. */
async function published(changes = {}) {
  const folder = await temporaryFolder();
  const file = deflateSync(CONTENT);
  const sha256 = createHash("sha256").update(file).digest("hex");
  await writeFile(join(folder, "images.bin"), file);
  await writeFile(join(folder, "images.json"), JSON.stringify({ training: 2, test: 1, file: "images.bin", bytes: file.length, sha256, ...changes }));
  return pathToFileURL(join(folder, "images.json"));
}

test("pixels and labels come out as the export packed them", async () => {
  const { training, test } = await readImages(await published());
  assert.deepEqual([...training.labels, ...test.labels], [3, 1, 4]);
  assert.equal(training.grids.length, 2 * 784);
  assert.deepEqual([...test.grids.subarray(0, 3)], [0, 1, Math.fround(1 / 15)]);
});

test("a file that is not the published one is refused in a sentence", async () => {
  await assert.rejects(readImages(await published({ sha256: "0".repeat(64) })), /is not the one that was published/);
  await assert.rejects(readImages(await published({ bytes: 1 })), /is not the one that was published/);
  await assert.rejects(readImages(await published({ file: 7 })), /The list of training images at .* cannot be read/);
  assert.throws(() => unpacked(CONTENT, { training: 3, test: 1 }), /has another size than its list says/);
});
