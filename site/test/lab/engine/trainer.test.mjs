/**
 * Training: gradients are those of the loss, the seed decides everything, and a network learns.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { scriptKernels } from "../../../src/lab/engine/kernels.js";
import { scoreOf, Trainer } from "../../../src/lab/engine/trainer.js";
import { smallImages } from "../small-images.mjs";

const SETTINGS = { filters: [], layers: [8, 5], dropout: 0, rate: 0.01, batch: 20, epochs: 20, seed: 3 };

/** @param {Partial<import("../../../src/lab/engine/trainer.js").Settings>} [changes] */
const trainerOf = (changes = {}, images = smallImages(100)) => Trainer.create({ ...SETTINGS, ...changes }, images, async (memory) => scriptKernels(memory));

/** @param {Trainer} trainer */
function curveOf(trainer) {
  const losses = [];
  while (!trainer.isDone) losses.push(trainer.step().loss);
  return losses;
}

/**
 * Compares the gradient of the first step with the slope of the loss, at some weights of each layer.
 *
 * @param {Trainer} trainer
 * @param {ReturnType<typeof smallImages>} images
 * @param {(layer: import("../../../src/lab/engine/layout.js").Layer) => number[]} placesOf  Addresses of weights.
 * @param {{change: number, near: number}} allowed  How far a weight is changed, and how far off the slope may be.
 */
function compareSlopes(trainer, images, placesOf, { change, near }) {
  const { layers, gradients, parameters, size } = trainer.layout;
  const slopes = new Float32Array(size / 4);
  trainer.kernels = { ...trainer.kernels, adam: () => slopes.set(trainer.values.subarray(gradients / 4, (gradients + size) / 4)) };
  trainer.step();
  const lossWith = (/** @type {number} */ at, /** @type {number} */ value) => {
    trainer.values[at] = value;
    return scoreOf(trainer.answer(images.grids), images.labels).loss;
  };
  for (const at of layers.flatMap(placesOf).map((place) => place / 4)) {
    const kept = trainer.values[at];
    const found = (lossWith(at, kept + change) - lossWith(at, kept - change)) / (2 * change);
    trainer.values[at] = kept;
    const slope = slopes[at - parameters / 4];
    assert.ok(Math.abs(found - slope) < near + 0.05 * Math.abs(slope), `${found} is not ${slope}`);
  }
}

test("the gradient of each layer is the slope of the loss", async () => {
  const images = smallImages(20);
  const trainer = await trainerOf({}, images);
  const inked = images.grids.subarray(0, 784).findIndex((ink) => ink > 0.5);
  const [first] = trainer.layout.layers;
  compareSlopes(trainer, images, ({ weights, biases, output }) => [weights + (weights === first.weights ? inked : 1) * output, biases], {
    change: 0.01,
    near: 0.002,
  });
});

test("the gradient of a convolution is the slope of the loss", async () => {
  const images = smallImages(20);
  const trainer = await trainerOf({ filters: [3, 5], layers: [6] }, images);
  // Where a bias is 0 and a window is blank, ReLU has no slope.
  for (const { biases, outputs } of trainer.layout.layers) for (let i = 0; i < outputs; i++) trainer.values[biases / 4 + i] = 0.05 + 0.01 * i;
  const rowsOf = (/** @type {number} */ inputs) => [0, 1, Math.floor(inputs / 2), inputs - 1];
  compareSlopes(trainer, images, ({ weights, biases, inputs, output }) => [biases, ...rowsOf(inputs).map((row) => weights + row * output + 4)], {
    change: 0.0005,
    near: 0.003,
  });
});

test("a network of convolutions learns as well, and dropout does not touch its images", async () => {
  const trainer = await trainerOf({ filters: [4, 6], layers: [], epochs: 15, dropout: 0.2 });
  curveOf(trainer);
  const fresh = smallImages(50, 9);
  const { accuracy } = scoreOf(trainer.answer(fresh.grids), fresh.labels);
  assert.ok(accuracy > 0.9, `${accuracy}`);
});

test("a batch that is learned in parts gives the loss of all its images", async () => {
  const images = smallImages(300);
  const trainer = await trainerOf({ batch: 300 }, images);
  const expected = scoreOf(trainer.answer(images.grids), images.labels);
  const { images: count, loss, right } = trainer.step();
  assert.equal(count, 300);
  assert.ok(Math.abs(loss / 300 - expected.loss) < 1e-5);
  assert.equal(right / 300, expected.accuracy);
});

test("the same seed gives the same curve, another seed another one", async () => {
  const [one, again, other] = [await trainerOf({ dropout: 0.3 }), await trainerOf({ dropout: 0.3 }), await trainerOf({ dropout: 0.3, seed: 4 })].map(curveOf);
  assert.deepEqual(one, again);
  assert.notDeepEqual(one, other);
});

test("an untrained network knows nothing, and a trained one reads noisy drawings that it has not seen", async () => {
  const trainer = await trainerOf({ layers: [16], epochs: 40 });
  const fresh = smallImages(50, 9);
  const before = scoreOf(trainer.answer(fresh.grids), fresh.labels);
  assert.ok(before.accuracy < 0.5 && before.loss > 1.5);
  curveOf(trainer);
  const after = scoreOf(trainer.answer(fresh.grids), fresh.labels);
  assert.ok(after.accuracy > 0.95, `${after.accuracy}`);
});

test("without a hidden layer it learns as well, and the last batch of an epoch may be smaller", async () => {
  const trainer = await trainerOf({ layers: [], batch: 30 });
  const sizes = [1, 2, 3, 4].map(() => trainer.step().images);
  assert.deepEqual(sizes, [30, 30, 30, 10]);
  assert.equal(trainer.stepsPerEpoch, 4);
  const losses = curveOf(trainer);
  assert.ok(losses[losses.length - 1] < losses[0] / 4);
});

test("a network with the weights of another one answers the same", async () => {
  const [one, other] = [await trainerOf({ seed: 1 }), await trainerOf({ seed: 2 })];
  const { grids } = smallImages(200, 5);
  assert.notDeepEqual(other.answer(grids), one.answer(grids));
  other.setWeights(one.weights());
  assert.deepEqual(other.answer(grids), one.answer(grids));
});

test("reading images between two steps changes nothing", async () => {
  const [one, other] = [await trainerOf(), await trainerOf()];
  const { grids } = smallImages(30);
  for (let i = 0; i < 5; i++) {
    other.answer(grids);
    assert.deepEqual(one.step(), other.step());
  }
});
