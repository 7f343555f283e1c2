import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { serve } from "../../bin/serve.mjs";
import { createRecogniser, RecogniserError, strokesToGrid } from "../../src/index.js";
import { inNode } from "../child.mjs";
import { digits, temporaryFolder, writeModel } from "../fixture.mjs";

/** @type {string} */
let model;
/** @type {import("../../src/index.js").Recogniser} */
let recogniser;

before(async () => {
  model = await writeModel(await temporaryFolder());
  recogniser = await createRecogniser({ model });
});
after(() => recogniser.dispose());

/**
 * @param {string | URL} address
 * @param {RegExp} message
 */
async function refused(address, message) {
  await assert.rejects(createRecogniser({ model: address }), (error) => {
    assert.ok(error instanceof RecogniserError, `${error}`);
    assert.match(error.message, message);
    assert.doesNotMatch(error.message, /\n/);
    return true;
  });
}

test("ten drawings get their ten labels", async () => {
  for (const [digit, strokes] of digits.entries()) {
    const { label, probabilities, grid } = await recogniser.recognise(strokes);
    assert.equal(label, digit);
    assert.equal(probabilities?.length, 10);
    assert.ok(Math.abs(/** @type {Float32Array} */ (probabilities).reduce((a, b) => a + b) - 1) < 1e-5);
    assert.deepEqual(grid, strokesToGrid(strokes));
  }
});

test("a drawing without ink has no answer", async () => {
  const blank = { verdict: "blank", label: null, confidence: 0, candidates: [], probabilities: null, grid: null };
  assert.deepEqual(await recogniser.recognise([]), blank);
});

test("a model with an eleventh answer refuses what is like no digit", async () => {
  const other = await createRecogniser({ model: await writeModel(await temporaryFolder(), { refuses: true }) });
  const { verdict, label, probabilities } = await other.recognise(digits[5]);
  assert.deepEqual([verdict, label, probabilities?.length], ["digit", 5, 10]);
  assert.equal((await other.answers(new Float32Array(3 * 784))).length, 33);
  const dot = await other.recognise([[{ x: 0, y: 0 }]]);
  assert.deepEqual([dot.verdict, dot.label, dot.candidates], ["not a digit", null, []]);
  other.dispose();
});

test("a file address will do as well as a path", async () => {
  const other = await createRecogniser({ model: pathToFileURL(model) });
  assert.equal((await other.recognise(digits[3])).label, 3);
  other.dispose();
});

test("many grids get the answers that each gets alone", async () => {
  const count = 205; // Two whole batches and a rest.
  const grids = new Float32Array(count * 784);
  for (let i = 0; i < count; i++) grids.set(/** @type {Float64Array} */ (strokesToGrid(digits[i % 10])), i * 784);
  const together = await recogniser.answers(grids);
  assert.equal(together.length, count * 10);
  for (const i of [0, 99, 100, 204]) {
    const alone = await recogniser.answers(grids.subarray(i * 784, (i + 1) * 784));
    alone.forEach((value, k) => assert.ok(Math.abs(value - together[i * 10 + k]) < 1e-6));
  }
});

test("a part of a grid is refused", async () => {
  await assert.rejects(recogniser.answers(new Float32Array(1000)), { name: "RecogniserError", message: /whole number of grids/ });
});

test("WebAssembly with SIMD computes", () => {
  assert.equal(recogniser.backend, "wasm");
  assert.equal(recogniser.simd, true);
});

test("recognisers made at once share one start of the backend", async () => {
  const made = await Promise.all([1, 2, 3].map(() => createRecogniser({ model })));
  for (const each of made) {
    assert.equal((await each.recognise(digits[8])).label, 8);
    each.dispose();
  }
});

test("a disposed recogniser says so", async () => {
  const other = await createRecogniser({ model });
  other.dispose();
  other.dispose();
  await assert.rejects(other.recognise(digits[0]), { name: "RecogniserError", message: /disposed/ });
});

test("a missing model is named", async () => {
  await refused("/nowhere/model.json", /cannot be read from .*nowhere.*model\.json/);
});

test("a web page in a model's place is recognised as one", async () => {
  const path = join(await temporaryFolder(), "model.json");
  await writeFile(path, "<!doctype html><title>Not found</title>");
  await refused(path, /web page/);
});

test("JSON that is no graph model is refused", async () => {
  const path = join(await temporaryFolder(), "model.json");
  await writeFile(path, '{"format": "layers-model"}');
  await refused(path, /no TensorFlow\.js graph model/);
});

test("truncated weights are refused with both sizes", async () => {
  const folder = await temporaryFolder();
  const path = await writeModel(folder);
  await truncate(join(folder, "group1-shard1of1.bin"), 1000);
  await refused(path, /1000 bytes where 31408 belong/);
});

/**
 * @param {string} path  Of a model.json.
 * @param {object} metadata
 */
async function describe(path, metadata) {
  await writeFile(path, JSON.stringify({ ...JSON.parse(await readFile(path, "utf8")), userDefinedMetadata: metadata }));
}

test("weights that are not those that were published are refused, and those that are, are not", async () => {
  const folder = await temporaryFolder();
  const path = await writeModel(folder);
  const weights = join(folder, "group1-shard1of1.bin");
  const bytes = await readFile(weights);
  await describe(path, { sha256: { "group1-shard1of1.bin": createHash("sha256").update(bytes).digest("hex") } });
  (await createRecogniser({ model: path })).dispose();
  bytes[5000] ^= 1;
  await writeFile(weights, bytes);
  await refused(path, /not those that were published/);
});

test("a model that does not answer its golden drawing as it did when it was exported is refused", async () => {
  const path = await writeModel(await temporaryFolder());
  const answer = [...(await recogniser.answers(Float32Array.from(/** @type {Float64Array} */ (strokesToGrid(digits[4])))))];
  await describe(path, { golden: { strokes: digits[4], answer, tolerance: 1e-4 } });
  (await createRecogniser({ model: path })).dispose();
  await describe(path, { golden: { strokes: digits[4], answer: [...answer].reverse(), tolerance: 1e-4 } });
  await refused(path, /does not answer here what it answered/);
});

test("missing weights are refused", async () => {
  const path = await writeModel(await temporaryFolder());
  const json = await readFile(path, "utf8");
  await writeFile(path, json.replace("group1-shard1of1.bin", "gone.bin"));
  await refused(path, /weights file .*gone\.bin/);
});

test("a model of images of another size is refused", async () => {
  await refused(await writeModel(await temporaryFolder(), { side: 32 }), /32,32,1.*28, 28, 1/);
});

test("an operation that nothing computes is named", async () => {
  const path = await writeModel(await temporaryFolder());
  await writeFile(path, (await readFile(path, "utf8")).replace('"op":"Softmax"', '"op":"Sortilege"'));
  await refused(path, /cannot be used \(.*Sortilege/);
});

test("a server's 404 and a server that is gone have sentences of their own", async () => {
  const { url, stop } = await serve(await temporaryFolder(), { port: 0 });
  await refused(`${url}model.json`, /404.*published/);
  await stop();
  await refused(`${url}model.json`, /check the connection/);
});

test("without SIMD plain WebAssembly computes, and without WebAssembly the CPU does", async () => {
  const run = `
    const { createRecogniser } = await import(${JSON.stringify(new URL("../../src/index.js", import.meta.url).href)});
    const recogniser = await createRecogniser({ model: ${JSON.stringify(model)} });
    const { label } = await recogniser.recognise(${JSON.stringify(digits[6])});
    console.log(recogniser.backend, recogniser.simd, label);`;
  assert.equal((await inNode(`WebAssembly.validate = () => false;${run}`)).stdout, "wasm false 6\n");
  assert.equal((await inNode(`delete globalThis.WebAssembly;${run}`)).stdout, "cpu false 6\n");
});
