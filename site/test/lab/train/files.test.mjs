/**
 * A trained network as files: our own recogniser reads them, they come back the same, and foreign files get a sentence.
 */
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { before, test } from "node:test";
import { createRecogniser } from "../../../src/index.js";
import { scriptKernels } from "../../../src/lab/engine/kernels.js";
import { Trainer } from "../../../src/lab/engine/trainer.js";
import { shapesOf } from "../../../src/lab/engine/layout.js";
import { fromFiles, LARGEST, toFiles } from "../../../src/lab/train/files.js";
import { MOST_FILTERS, MOST_LAYERS, MOST_UNITS } from "../../../src/lab/train/settings.js";
import { temporaryFolder } from "../../fixture.mjs";
import { smallImages } from "../small-images.mjs";

const SETTINGS = { filters: [], layers: [12, 7], dropout: 0.1, rate: 0.01, batch: 10, epochs: 2, seed: 1 };

/** @type {Trainer} */
let trainer;
/** @type {{json: string, weights: ArrayBuffer}} */
let saved;
before(async () => {
  trainer = await Trainer.create(SETTINGS, smallImages(50), async (memory) => scriptKernels(memory));
  while (!trainer.isDone) trainer.step();
  saved = await toFiles(trainer.weights(), SETTINGS);
});

const json = (text = saved.json) => new File([text], "model.json");
const weights = (bytes = saved.weights) => new File([bytes], "weights.bin");

test("createRecogniser opens the saved files and answers what the trained network answers", async () => {
  for (const [filters, layers] of [
    [[], [12, 7]],
    [[], []],
    [[3], [5]],
    [[4, 6], []],
  ]) {
    const network = await Trainer.create({ ...SETTINGS, filters, layers }, smallImages(50), async (memory) => scriptKernels(memory));
    const files = await toFiles(network.weights(), network.settings);
    const folder = await temporaryFolder();
    await writeFile(join(folder, "model.json"), files.json);
    await writeFile(join(folder, "weights.bin"), new Uint8Array(files.weights));
    const recogniser = await createRecogniser({ model: join(folder, "model.json") });
    const { grids } = smallImages(20, 2);
    const [found, expected] = [await recogniser.answers(grids), network.answer(grids)];
    recogniser.dispose();
    assert.ok(found.every((value, i) => Math.abs(value - expected[i]) < 1e-5));
  }
});

test("a network of convolutions is opened again as it was", async () => {
  const settings = { ...SETTINGS, filters: [3, 5], layers: [4] };
  const network = await Trainer.create(settings, smallImages(10), async (memory) => scriptKernels(memory));
  const files = await toFiles(network.weights(), settings);
  const opened = await fromFiles([json(files.json), weights(files.weights)]);
  assert.deepEqual(opened.settings, settings);
  const other = await Trainer.create({ ...settings, seed: 9 }, smallImages(10), async (memory) => scriptKernels(memory));
  other.setWeights(opened.weights);
  const { grids } = smallImages(5, 3);
  assert.deepEqual(other.answer(grids), network.answer(grids));
});

test("the largest network that can be trained is opened again", async () => {
  const settings = { ...SETTINGS, filters: [MOST_FILTERS], layers: Array(MOST_LAYERS).fill(MOST_UNITS) };
  const largest = shapesOf(settings.filters, settings.layers).map(({ inputs, outputs }) => {
    return { kernel: new Float32Array(inputs * outputs).fill(0.5), bias: new Float32Array(outputs), inputs, outputs };
  });
  const files = await toFiles(largest, settings);
  const opened = await fromFiles([json(files.json), weights(files.weights)]);
  assert.equal(opened.weights[1].kernel.length, largest[1].kernel.length);
});

test("a file that was saved before there were convolutions has none", async () => {
  const old = JSON.parse(saved.json);
  delete old.userDefinedMetadata.training.filters;
  assert.deepEqual((await fromFiles([json(JSON.stringify(old)), weights()])).settings, SETTINGS);
});

test("opened again, weights and settings are the same, in whatever order the files come", async () => {
  const opened = await fromFiles([weights(), json()]);
  assert.deepEqual(opened.settings, SETTINGS);
  trainer.weights().forEach(({ kernel, bias }, i) => assert.deepEqual(opened.weights[i], { kernel, bias }));
});

test("broken, foreign and huge files are refused in one sentence", async () => {
  const foreign = /This is no network that this page saved/;
  await assert.rejects(fromFiles([json("{"), weights()]), foreign);
  await assert.rejects(fromFiles([json("null"), weights()]), foreign);
  await assert.rejects(fromFiles([json(JSON.stringify({ modelTopology: { node: [] }, weightsManifest: [] })), weights()]), foreign);
  await assert.rejects(fromFiles([json()]), /Choose two files together/);
  await assert.rejects(fromFiles([json(), json()]), /Choose two files together/);
  await assert.rejects(fromFiles([json(), weights(saved.weights.slice(4))]), /The weights hold \d+ bytes where \d+ belong/);
  await assert.rejects(fromFiles([json(), weights(new Uint8Array(saved.weights.byteLength).fill(255).buffer)]), /some are no numbers/);
  await assert.rejects(fromFiles([json(), weights(new ArrayBuffer(LARGEST + 1))]), /more than 16 MB/);
});
