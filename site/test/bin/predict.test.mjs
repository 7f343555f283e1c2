import assert from "node:assert/strict";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { strokesToGrid } from "../../src/preprocessing/strokes.js";
import { node } from "../child.mjs";
import { digits, temporaryFolder, writeModel } from "../fixture.mjs";

const script = fileURLToPath(new URL("../../bin/predict.mjs", import.meta.url));

/** Ten grids in a file, a model, and the name of a file that is not there yet. */
async function prepared() {
  const folder = await temporaryFolder();
  const model = await writeModel(folder);
  const grids = join(folder, "grids.f32");
  const values = Float32Array.from(digits.flatMap((strokes) => [.../** @type {Float64Array} */ (strokesToGrid(strokes))]));
  await writeFile(grids, new Uint8Array(values.buffer));
  return { folder, model, grids, out: join(folder, "out.f32") };
}

test("predict writes ten probabilities per grid and one line about the run", async () => {
  const { model, grids, out } = await prepared();
  const { code, stdout, stderr } = await node(script, model, grids, out);
  assert.equal(code, 0, stderr);
  const { seconds, ...report } = JSON.parse(stdout);
  assert.deepEqual(report, { backend: "wasm", simd: true, images: 10, tfjs: "4.22.0" });
  assert.ok(seconds >= 0);
  const bytes = await readFile(out);
  assert.equal(bytes.length, 10 * 10 * 4);
  for (let digit = 0; digit < 10; digit++) assert.ok(bytes.readFloatLE((digit * 10 + digit) * 4) > 0.9);
});

test("predict refuses bad input with one sentence and leaves no file", async () => {
  const { folder, model, grids, out } = await prepared();
  const before = await readdir(folder);
  for (const [args, message] of /** @type {[string[], RegExp][]} */ ([
    [[], /Name three files/],
    [[join(folder, "gone.json"), grids, out], /gone\.json/],
    [[model, join(folder, "gone.f32"), out], /gone\.f32/],
    [[model, model, out], /whole number of grids/],
    [[model, grids, join(folder, "gone", "out.f32")], /cannot be written/],
  ])) {
    const { code, stdout, stderr } = await node(script, ...args);
    assert.equal(code, 1);
    assert.equal(stdout, "");
    assert.match(stderr, message);
    assert.equal(stderr.trimEnd().split("\n").length, 1, stderr);
  }
  assert.deepEqual(await readdir(folder), before);
});
