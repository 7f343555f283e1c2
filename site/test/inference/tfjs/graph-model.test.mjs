import assert from "node:assert/strict";
import { before, test } from "node:test";
import * as tf from "@tensorflow/tfjs-core";
import { startBackend } from "../../../src/inference/tfjs/backend.js";
import { PIXELS } from "../../../src/preprocessing/strokes.js";
import { Network } from "../../../src/inference/tfjs/graph-model.js";

before(() => startBackend());

/**
 * @param {(input: tf.Tensor) => tf.Tensor} compute
 * @returns {Network} One node, "answer".
 */
function networkOf(compute) {
  const model = { inputs: [{ name: "image", shape: [-1, 28, 28, 1] }], outputNodes: ["answer"], execute: (/** @type {{image: tf.Tensor}} */ { image }) => tf.tidy(() => compute(image)), dispose() {} };
  return new Network(/** @type {any} */ (model), /** @type {any} */ ({ modelTopology: { node: [] } }));
}

/** @param {number} seed */
const grid = (seed) => Float32Array.from({ length: PIXELS }, (_, i) => ((i * 37 + seed * 101) % 256) / 255);

/**
 * @param {Network} network
 * @param {number} seed
 */
const answer = (network, seed) => [...network.hold(["answer"], grid(seed))[0].values];

test("the tape holds what the graph holds, to the bit, for one grid and for many", () => {
  const weights = tf.keep(tf.tensor2d(Float32Array.from({ length: PIXELS * 3 }, (_, i) => Math.sin(i)), [PIXELS, 3]));
  const compute = (/** @type {tf.Tensor} */ input) => tf.softmax(tf.matMul(tf.reshape(input, [-1, PIXELS]), /** @type {tf.Tensor2D} */ (weights)));
  const network = networkOf(compute);
  const seeds = [1, 2, 3, 4];
  const grids = Float32Array.from(seeds.flatMap((seed) => [...grid(seed)]));
  const graph = [...tf.tidy(() => compute(tf.tensor4d(grids, [seeds.length, 28, 28, 1])).dataSync())];
  const together = network.hold(["answer"], grids)[0];
  assert.deepEqual(together.shape, [3]);
  assert.deepEqual([...together.values], graph);
  assert.deepEqual(seeds.flatMap((seed) => answer(network, seed)), graph);
});

test("the tape is played: the graph is not asked again for another grid", () => {
  let runs = 0;
  const network = networkOf((input) => (runs++, tf.softmax(tf.reshape(input, [-1, PIXELS]))));
  answer(network, 1);
  const before = runs;
  answer(network, 2);
  assert.equal(runs, before);
});

test("many grids more, and no memory more", () => {
  const network = networkOf((input) => tf.softmax(tf.reshape(input, [-1, PIXELS])));
  answer(network, 0);
  const count = () => [tf.memory().numTensors, tf.memory().numDataBuffers, /** @type {any} */ (tf.backend()).numDataIds()];
  const before = count();
  for (let seed = 1; seed < 50; seed++) answer(network, seed);
  assert.deepEqual(count(), before);
});

test("a network that computes differently for another image is not taped", () => {
  const network = networkOf((input) => tf.softmax(tf.mul(tf.reshape(input, [-1, PIXELS]), tf.scalar(input.dataSync()[0]))));
  for (const seed of [1, 2]) {
    const first = grid(seed)[0];
    const raised = Array.from(grid(seed), (ink) => Math.exp(ink * first));
    const sum = raised.reduce((a, b) => a + b);
    answer(network, seed).forEach((value, i) => assert.ok(Math.abs(value - raised[i] / sum) < 1e-6));
  }
});
