import assert from "node:assert/strict";
import { before, test } from "node:test";
import * as tf from "@tensorflow/tfjs-core";
import { layers, sequential } from "@tensorflow/tfjs-layers";
import { readForeign } from "../../../src/inference/foreign-files.js";
import { openNetwork } from "../../../src/inference/open-network.js";
import { startBackend } from "../../../src/inference/tfjs/backend.js";
import { PIXELS } from "../../../src/preprocessing/strokes.js";
import { convnet, layersFiles } from "../../layers-fixture.mjs";

before(() => startBackend());

const grids = Float32Array.from({ length: 2 * PIXELS }, (_, i) => ((i * 37) % 256) / 255);

/** @param {Parameters<typeof layersFiles>} given */
const saved = async (...given) => openNetwork((await readForeign(await layersFiles(...given))).files);

test("layers answer as the model that was saved, replayed, and leave out what only training does", async () => {
  const model = await convnet("softmax");
  const input = tf.tensor4d(grids, [2, 28, 28, 1]);
  const expected = [.../** @type {any} */ (model.predict(input)).dataSync()];
  const { network, meaning } = await saved(model);
  const [found] = await network.run(grids, ["probabilities"]);
  assert.equal(meaning, "softmax");
  found.forEach((value, i) => assert.ok(Math.abs(value - expected[i]) < 1e-6));
  const before = tf.memory().numTensors;
  await network.run(grids, ["probabilities"]);
  assert.equal(tf.memory().numTensors, before);
});

test("features and feature maps have their names", async () => {
  const { network } = await saved(await convnet("linear"));
  const shapes = Object.entries(network.outputs).map(([name, { shape }]) => [name, shape]);
  assert.deepEqual(Object.fromEntries(shapes), { probabilities: [10], features_1: [192], maps_1: [8, 8, 3] });
  const [maps, features] = await network.run(grids, ["maps_1", "features_1"]);
  assert.deepEqual([maps.length, features.length], [2 * 192, 2 * 192]);
});

test("the meaning of the answer is that of the last activation", async () => {
  for (const [activation, meaning] of [
    ["linear", "logits"],
    ["sigmoid", "sigmoid"],
    ["relu", null],
  ]) {
    assert.equal((await saved(await convnet(/** @type {string} */ (activation)))).meaning, meaning, `${activation}`);
  }
  const flat = sequential({ layers: [layers.dense({ inputShape: [784], units: 11 }), layers.softmax(), layers.reshape({ targetShape: [11] })] });
  assert.equal((await saved(flat)).meaning, "softmax");
});

test("a model for other pictures, with other answers, or with a layer that is unknown, is refused", async () => {
  const colours = sequential({ layers: [layers.flatten({ inputShape: [32, 32, 3] }), layers.dense({ units: 10 })] });
  await assert.rejects(saved(colours), /it reads \[32, 32, 3\]/);
  const letters = sequential({ layers: [layers.dense({ inputShape: [784], units: 26 })] });
  await assert.rejects(saved(letters), /it answers \[26\] where 10 or 11 numbers belong/);
  await assert.rejects(
    saved(await convnet("linear"), (text) => text.replace('"Dropout"', '"Lambda"')),
    /Unknown layer: Lambda/,
  );
});
