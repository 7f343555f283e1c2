import assert from "node:assert/strict";
import { test } from "node:test";
import { answersOf, featuresOf, layersOf } from "../../src/inference/network.js";

/** @typedef {import("../../src/inference/network.js").Network} Network */

/** Shapes of the outputs of a network with two members and one convolution of 2 x 2 maps, three channels. */
const SHAPES = { probabilities: [11], features_1: [2], features_2: [1], maps_1: [2, 2, 3] };

/**
 * A runtime of its own: each output of grid n holds 100 n, 100 n + 1 and so on. It answers later, as many runtimes do.
 *
 * @param {Record<string, number[]>} shapes
 * @returns {Network & {asked: string[][]}} With the names that it was asked for.
 */
function network(shapes) {
  /** @type {string[][]} */
  const asked = [];
  return {
    asked,
    outputs: Object.fromEntries(Object.entries(shapes).map(([name, shape]) => [name, { shape }])),
    async run(grids, names) {
      asked.push(names);
      const sizes = names.map((name) => shapes[name].reduce((a, b) => a * b));
      return sizes.map((size) => Float32Array.from({ length: (size * grids.length) / 784 }, (_, i) => 100 * Math.floor(i / size) + (i % size)));
    },
    dispose() {},
  };
}

test("answers and features come from one run, the features of all members one after the other", async () => {
  const two = network(SHAPES);
  const { answers, features } = await answersOf(two, new Float32Array(2 * 784), true);
  assert.equal(answers.length, 22);
  assert.deepEqual(features, [Float32Array.of(0, 1, 0), Float32Array.of(100, 101, 100)]);
  assert.deepEqual(two.asked, [["probabilities", "features_1", "features_2"]]);
  assert.deepEqual(await featuresOf(two, new Float32Array(784)), [Float32Array.of(0, 1, 0)]);
});

test("only what is asked for is computed", async () => {
  const one = network(SHAPES);
  await answersOf(one, new Float32Array(784));
  assert.deepEqual(one.asked, [["probabilities"]]);
});

test("layers hold their maps channel after channel", async () => {
  const [layer] = await layersOf(network(SHAPES), new Float32Array(784));
  assert.deepEqual([layer.side, layer.channels], [2, 3]);
  assert.deepEqual([...layer.values], [0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11]);
});

test("no grids have no answers", async () => {
  assert.deepEqual(await answersOf(network(SHAPES), new Float32Array(0), true), { answers: new Float32Array(0), features: [] });
});

test("a part of a grid, and a network without ten or eleven probabilities, are refused", async () => {
  await assert.rejects(answersOf(network(SHAPES), new Float32Array(1000)), { name: "RecogniserError", message: /1000 values: a whole number of grids/ });
  const wrong = /** @type {Record<string, number[]>[]} */ ([{ features_1: [2] }, { probabilities: [12] }, { probabilities: [] }]);
  for (const shapes of wrong) {
    await assert.rejects(answersOf(network(shapes), new Float32Array(784)), /ten probabilities, or eleven/);
  }
});

test("answers that are no numbers are refused", async () => {
  const broken = { ...network(SHAPES), run: () => [new Float32Array(11).fill(NaN)] };
  await assert.rejects(answersOf(broken, new Float32Array(784)), /no numbers/);
});

test("what a model does not list is named", async () => {
  const bare = network({ probabilities: [10] });
  await assert.rejects(featuresOf(bare, new Float32Array(784)), { name: "RecogniserError", message: /does not list its features/ });
  await assert.rejects(layersOf(bare, new Float32Array(784)), { name: "RecogniserError", message: /does not list its feature maps/ });
  assert.deepEqual(await layersOf(network({ probabilities: [10], features_1: [4] }), new Float32Array(784)), []);
});

test("features that were not asked for are no arrays", async () => {
  assert.deepEqual((await answersOf(network(SHAPES), new Float32Array(3 * 784))).features, []);
});

test("layers are those of one grid", async () => {
  for (const count of [0, 2]) {
    await assert.rejects(layersOf(network(SHAPES), new Float32Array(count * 784)), { name: "RecogniserError", message: /: one grid of 784 belongs here\.$/ });
  }
});
