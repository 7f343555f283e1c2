import assert from "node:assert/strict";
import { test } from "node:test";
import { entryOf, looksLike, metadataOf, openModel, recogniserOf } from "../../../src/app/own/open-model.js";
import { strokesToGrid } from "../../../src/preprocessing/strokes.js";
import { chosenModel, digits, temporaryFolder, writeModel } from "../../fixture.mjs";

const testImages = async () => digits.map((strokes, label) => ({ index: label, label, grid: /** @type {Float64Array} */ (strokesToGrid(strokes)) }));

/**
 * @param {Parameters<typeof writeModel>[1]} options
 * @param {(model: any) => void} [change]
 */
async function opened(options, change) {
  const folder = await temporaryFolder();
  await writeModel(folder, options);
  /** @type {unknown[]} */
  const said = [];
  return { said, model: await openModel(await chosenModel(folder, change), testImages, (text) => said.push(text)) };
}

test("a model is opened, measured on the test images, and answers with its thresholds", async () => {
  const { model, said } = await opened({ refuses: true });
  assert.deepEqual([model.measured.errors, model.measured.images], [0, 10]);
  assert.equal(said.length, 3);
  const recogniser = await recogniserOf(model, "softmax");
  assert.equal((await recogniser.recognise(digits[4])).label, 4);
  const line = [0, 1].map((x) => ({ x, y: 0 }));
  assert.equal((await recogniser.recognise([line])).verdict, "not a digit");
  recogniser.dispose();
});

test("its entry says what it is, and never has the title of another", async () => {
  const { model: found } = await opened({});
  const model = { ...found, measured: { ...found.measured, errors: 4 } };
  const entry = entryOf(model, 3, /** @type {any} */ ([{ title: "mine" }, { title: "mine 2" }]));
  assert.deepEqual([entry.name, entry.title, entry.isOwn, entry.card, entry.errors, entry.accuracy], ["own-3", "mine 3", true, null, 4, 0.6]);
  assert.match(`${entry.summary}`, /forgotten when you leave this page/);
  const dark = { ...model, measured: { ...model.measured, pixels: { paper: 255, ink: 0 } } };
  assert.match(`${entryOf(dark, 1, []).summary}`, /takes 255 for paper and 0 for ink/);
});

test("what cannot be opened is said in one sentence that names the model", async () => {
  const strange = (/** @type {any} */ model) => delete model.userDefinedMetadata;
  await assert.rejects(opened({ side: 32 }, strange), /^Error: mine cannot be used here: it reads \[32, 32, 1\] where .* belongs\. Choose a model/);
  const damaged = (/** @type {any} */ model) => (model.modelTopology.node = [null]);
  await assert.rejects(opened({}, damaged), /^Error: mine cannot be used here: its graph or its layers are damaged\. Choose/);
  const endless = (/** @type {any} */ model) => (model.modelTopology.node[5].input = ["Identity", "weights", "bias"]);
  await assert.rejects(opened({}, endless), /^Error: mine cannot be used here: [^.]{1,200}\. Choose/);
});

test("of foreign metadata only what this project's export writes is taken", () => {
  assert.deepEqual(metadataOf(undefined), {});
  assert.deepEqual(metadataOf({ thresholds: { digit: "much" }, golden: { strokes: 3 }, author: "me" }), {});
  const ours = { thresholds: { digit: 0.5, sure: 0.9 }, golden: { strokes: [], answer: [], tolerance: 0.1 } };
  assert.deepEqual(metadataOf({ ...ours, sha256: {} }), ours);
});

test("numbers look like what they may be", () => {
  assert.equal(looksLike(Float32Array.of(0.25, 0.75)), "softmax");
  assert.equal(looksLike(Float32Array.of(0.9, 0.75)), "sigmoid");
  assert.equal(looksLike(Float32Array.of(-1, 3)), "logits");
});
