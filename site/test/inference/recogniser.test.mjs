import assert from "node:assert/strict";
import { readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
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

test("a model whose files have addresses and names of their own is read by them", async () => {
  const path = await writeModel(await temporaryFolder());
  const weights = join(await temporaryFolder(), "weights-1a2b.bin");
  await rename(join(dirname(path), "group1-shard1of1.bin"), weights);
  await refused(path, /^A weights file of the model cannot be read/);
  for (const place of [pathToFileURL(weights), pathToFileURL(weights).href]) {
    const moved = await createRecogniser({ model: { json: path, files: { "group1-shard1of1.bin": place } } });
    assert.equal((await moved.recognise(digits[6])).label, 6);
    moved.dispose();
  }
});

test("a model that lists no outputs answers, but cannot be taught and cannot show its layers", async () => {
  const path = await writeModel(await temporaryFolder());
  await describe(path, {});
  const other = await createRecogniser({ model: path });
  for (const [digit, strokes] of digits.entries()) assert.equal((await other.recognise(strokes)).label, digit);
  await other.teach([]);
  const grid = new Float32Array(784);
  for (const ask of [() => other.teach([{ label: 1, strokes: digits[1] }]), () => other.features(grid), () => other.layers(grid)]) {
    await assert.rejects(ask(), { name: "RecogniserError", message: /^This model does not list its .*: export and publish it again\.$/ });
  }
  assert.equal((await other.recognise(digits[7])).label, 7);
  other.dispose();
});

test("features are what the last layer reads, and a network without convolutions has no layers", async () => {
  const grids = Float32Array.from([3, 8].flatMap((digit) => [.../** @type {Float64Array} */ (strokesToGrid(digits[digit]))]));
  assert.deepEqual(await recogniser.features(grids), [grids.slice(0, 784), grids.slice(784)]);
  assert.deepEqual(await recogniser.layers(grids.subarray(784)), []);
});

test("a drawing without ink is blank", async () => {
  const blank = { verdict: "blank", label: null, confidence: 0, candidates: [], probabilities: null, grid: null, score: 0 };
  assert.deepEqual(await recogniser.recognise([]), blank);
});

test("a model with an eleventh output refuses what is not a digit", async () => {
  const other = await createRecogniser({ model: await writeModel(await temporaryFolder(), { refuses: true }) });
  const { verdict, label, probabilities } = await other.recognise(digits[5]);
  assert.deepEqual([verdict, label, probabilities?.length], ["digit", 5, 10]);
  assert.equal((await other.answers(new Float32Array(3 * 784))).length, 33);
  const dot = await other.recognise([[{ x: 0, y: 0 }]]);
  assert.deepEqual([dot.verdict, dot.label, dot.candidates], ["not a digit", null, []]);
  other.dispose();
});

test("the address of a file works as well as a path", async () => {
  const other = await createRecogniser({ model: pathToFileURL(model) });
  assert.equal((await other.recognise(digits[3])).label, 3);
  other.dispose();
});

test("many grids get the same answers as each one alone", async () => {
  const count = 205;
  const grids = new Float32Array(count * 784);
  for (let i = 0; i < count; i++) grids.set(/** @type {Float64Array} */ (strokesToGrid(digits[i % 10])), i * 784);
  const together = await recogniser.answers(grids);
  assert.equal(together.length, count * 10);
  for (const i of [0, 99, 100, 204]) {
    const alone = await recogniser.answers(grids.subarray(i * 784, (i + 1) * 784));
    alone.forEach((value, k) => assert.ok(Math.abs(value - together[i * 10 + k]) < 1e-6));
  }
});

test("what was taught holds for each of many grids, for one and for none", async () => {
  const other = await createRecogniser({ model });
  await other.teach([{ label: 2, strokes: digits[5] }]);
  const grids = [5, 3, 5, 7].map((digit) => /** @type {Float64Array} */ (strokesToGrid(digits[digit])));
  const labels = (await other.read(grids)).map(({ label }) => label);
  assert.deepEqual(labels, [2, 3, 2, 7]);
  assert.deepEqual(await other.read([]), []);
  assert.deepEqual(await other.features(new Float32Array(0)), []);
  assert.equal((await other.answers(new Float32Array(0))).length, 0);
  other.dispose();
});

test("grids of another size are refused, each by its place", async () => {
  const grid = new Float32Array(784);
  for (const [grids, place] of /** @type {[any, string][]} */ ([
    [[grid, new Float32Array(700)], "2 of 2"],
    [[new Float32Array(1568)], "1 of 1"],
    [grid, "1 of 784"],
    [[null], "1 of 1"],
  ])) {
    await assert.rejects(recogniser.read(grids), { name: "RecogniserError", message: `Grid ${place} does not hold 784 values: give a list of grids.` });
  }
  await assert.rejects(recogniser.layers(new Float32Array(1568)), { name: "RecogniserError", message: /one grid of 784/ });
});

test("grids that hold no numbers are named, not answered", async () => {
  await assert.rejects(recogniser.answers(new Float32Array(784).fill(NaN)), {
    name: "RecogniserError",
    message: "These grids have no answer (its probabilities are no numbers): a grid holds 784 numbers from 0 to 1.",
  });
});

test("a correction whose label is no digit is refused, and nothing is forgotten", async () => {
  const other = await createRecogniser({ model });
  await other.teach([{ label: 2, strokes: digits[5] }]);
  for (const label of [10, -1, 1.5, NaN, "3", null]) {
    const wrong = /** @type {any} */ ([{ label, strokes: digits[1] }]);
    await assert.rejects(other.teach(wrong), { name: "RecogniserError", message: /^A correction has the label .*: a digit from 0 to 9 belongs there\.$/ });
  }
  assert.equal((await other.recognise(digits[5])).label, 2);
  other.dispose();
});

test("points that are lists or text are named, not taken for nothing", async () => {
  for (const wrong of [[[[10, 20]]], [["10,20"]], [[{ x: "10", y: "20" }]]]) {
    await assert.rejects(recogniser.recognise(/** @type {any} */ (wrong)), { name: "TypeError", message: /^Points must be objects such as \{x: 10, y: 20\}/ });
    await assert.rejects(recogniser.teach([{ label: 1, strokes: /** @type {any} */ (wrong) }]), { name: "TypeError" });
  }
  assert.equal((await recogniser.recognise([[{ x: NaN, y: 1 }]])).verdict, "blank");
});

test("without the name of a model a sentence says how to name one", async () => {
  await assert.rejects(createRecogniser(/** @type {any} */ ({})), { name: "RecogniserError", message: /^No model is named: write createRecogniser\(/ });
});

test("a part of a grid is refused", async () => {
  await assert.rejects(recogniser.answers(new Float32Array(1000)), { name: "RecogniserError", message: /whole number of grids/ });
});

test("WebAssembly with SIMD is used", () => {
  assert.equal(recogniser.backend, "wasm");
  assert.equal(recogniser.simd, true);
});

test("recognisers that are made at the same time share one start of the backend", async () => {
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

/**
 * @param {string} path  Of a model.json.
 * @param {object} metadata
 */
async function describe(path, metadata) {
  await writeFile(path, JSON.stringify({ ...JSON.parse(await readFile(path, "utf8")), userDefinedMetadata: metadata }));
}

test("a model that does not answer its golden drawing as Keras did is refused", async () => {
  const path = await writeModel(await temporaryFolder());
  const answer = [...(await recogniser.answers(Float32Array.from(/** @type {Float64Array} */ (strokesToGrid(digits[4])))))];
  await describe(path, { golden: { strokes: digits[4], answer, tolerance: 1e-4 } });
  (await createRecogniser({ model: path })).dispose();
  await describe(path, { golden: { strokes: digits[4], answer: [...answer].reverse(), tolerance: 1e-4 } });
  await refused(path, /does not answer here what it answered/);
});

test("what is wrong with a model's files is said as it is", async () => {
  await refused("/nowhere/model.json", /^The model cannot be read from .*nowhere.*model\.json/);
});

test("a model of images of another size is refused", async () => {
  await refused(await writeModel(await temporaryFolder(), { side: 32 }), /32,32,1.*28, 28, 1/);
});

test("an unknown operation is named", async () => {
  const path = await writeModel(await temporaryFolder());
  await writeFile(path, (await readFile(path, "utf8")).replace('"op":"Softmax"', '"op":"Sortilege"'));
  await refused(path, /cannot be used \(.*Sortilege/);
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
