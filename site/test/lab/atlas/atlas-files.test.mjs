import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { parseMap, readAtlas } from "../../../src/lab/atlas/atlas-files.js";
import { temporaryFolder } from "../../fixture.mjs";

/** Two images: a 4 read as 9 in the middle, a 1 read right at the far corner. */
const MAP = Uint8Array.from([0, 128, 255, 255, 0, 128, 255, 255, 0x49, 0x11, 127, 255]);

/**
 * @param {Uint8Array} map
 * @param {Uint8Array} [hashed]  What atlas.json names the hash of.
 */
async function atlasOf(map, hashed = map) {
  const folder = await temporaryFolder();
  const url = pathToFileURL(join(folder, "atlas.json"));
  const sha256 = createHash("sha256").update(hashed).digest("hex");
  await writeFile(url, JSON.stringify({ images: 2, files: { "map.bin": { bytes: map.length, sha256 } }, weights: {}, features: {} }));
  await writeFile(join(folder, "map.bin"), map);
  return url;
}

test("places, labels, answers and confidences come out of the map", async () => {
  const { atlas } = await readAtlas(await atlasOf(MAP));
  assert.ok(Math.abs(atlas.x[0] - 0.5) < 1e-4 && Math.abs(atlas.y[0] - 0.5) < 1e-4);
  assert.deepEqual([atlas.x[1], atlas.y[1]], [1, 1]);
  assert.deepEqual([...atlas.labels], [4, 1]);
  assert.deepEqual([...atlas.answers], [9, 1]);
  assert.deepEqual(atlas.misread, [0]);
  assert.deepEqual([...atlas.confidences], [127 / 255, 1]);
});

test("a map that was changed, or is cut off, is refused with a sentence", async () => {
  const changed = MAP.map((byte, i) => (i === 8 ? 0x44 : byte));
  await assert.rejects(readAtlas(await atlasOf(changed, MAP)), /The map of the test images at .* is not what was published/);
  assert.throws(() => parseMap(MAP.buffer.slice(0, 11), 2), /holds 11 bytes where 12 belong/);
});

test("a file that is no atlas is refused with a sentence", async () => {
  const url = await atlasOf(MAP);
  await writeFile(url, "<html>");
  await assert.rejects(readAtlas(url), /The atlas at .* cannot be read/);
});
