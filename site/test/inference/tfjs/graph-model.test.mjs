import assert from "node:assert/strict";
import { join } from "node:path";
import { before, test } from "node:test";
import { pathToFileURL } from "node:url";
import * as tf from "@tensorflow/tfjs-core";
import { readModel } from "../../../src/inference/model-files.js";
import { startBackend } from "../../../src/inference/tfjs/backend.js";
import { graphNetwork, loadNetwork } from "../../../src/inference/tfjs/graph-model.js";
import { PIXELS } from "../../../src/preprocessing/strokes.js";
import { temporaryFolder, writeModel } from "../../fixture.mjs";

/** @typedef {import("../../../src/inference/network.js").Network} Network */

before(() => startBackend());

/**
 * @param {(input: tf.Tensor) => tf.Tensor} compute
 * @param {number[]} [shape]  Of one answer.
 * @returns {Network} With one output, "answer".
 */
function networkOf(compute, shape = [PIXELS]) {
  const model = {
    inputs: [{ name: "image", shape: [-1, 28, 28, 1] }],
    execute: (/** @type {{image: tf.Tensor}} */ { image }) => tf.tidy(() => compute(image)),
    dispose() {},
  };
  return graphNetwork(/** @type {any} */ (model), { answer: { node: "answer", shape } });
}

/** @param {number} seed */
const grid = (seed) => Float32Array.from({ length: PIXELS }, (_, i) => ((i * 37 + seed * 101) % 256) / 255);

/**
 * @param {Network} network
 * @param {Float32Array} grids
 */
const answers = (network, grids) => [.../** @type {Float32Array[]} */ (network.run(grids, ["answer"]))[0]];

/** @param {{[key: string]: unknown}} [metadata]  Takes the place of what the fixture's model.json says. */
async function fixture(metadata) {
  const files = await readModel(pathToFileURL(await writeModel(await temporaryFolder())));
  return metadata === undefined ? files : { ...files, userDefinedMetadata: metadata };
}

test("the replay gives what the graph gives, to the bit, for one grid and for many", () => {
  const weights = tf.keep(
    tf.tensor2d(
      Float32Array.from({ length: PIXELS * 3 }, (_, i) => Math.sin(i)),
      [PIXELS, 3],
    ),
  );
  const compute = (/** @type {tf.Tensor} */ input) => tf.softmax(tf.matMul(tf.reshape(input, [-1, PIXELS]), /** @type {tf.Tensor2D} */ (weights)));
  const network = networkOf(compute, [3]);
  const seeds = [1, 2, 3, 4];
  const grids = Float32Array.from(seeds.flatMap((seed) => [...grid(seed)]));
  const graph = [...tf.tidy(() => compute(tf.tensor4d(grids, [seeds.length, 28, 28, 1])).dataSync())];
  assert.deepEqual(answers(network, grids), graph);
  assert.deepEqual(
    seeds.flatMap((seed) => answers(network, grid(seed))),
    graph,
  );
});

test("kernels are replayed: the graph does not run again for another grid", () => {
  let runs = 0;
  const network = networkOf((input) => {
    runs += 1;
    return tf.softmax(tf.reshape(input, [-1, PIXELS]));
  });
  answers(network, grid(1));
  const before = runs;
  answers(network, grid(2));
  assert.equal(runs, before);
});

test("more grids take no more memory", () => {
  const network = networkOf((input) => tf.softmax(tf.reshape(input, [-1, PIXELS])));
  answers(network, grid(0));
  const count = () => [tf.memory().numTensors, tf.memory().numDataBuffers, /** @type {any} */ (tf.backend()).numDataIds()];
  const before = count();
  for (let seed = 1; seed < 50; seed++) answers(network, grid(seed));
  assert.deepEqual(count(), before);
});

test("a network that computes differently for another image is not replayed", () => {
  const network = networkOf((input) => tf.softmax(tf.mul(tf.reshape(input, [-1, PIXELS]), tf.scalar(input.dataSync()[0]))));
  for (const seed of [1, 2]) {
    const first = grid(seed)[0];
    const raised = Array.from(grid(seed), (ink) => Math.exp(ink * first));
    const sum = raised.reduce((a, b) => a + b);
    answers(network, grid(seed)).forEach((value, i) => assert.ok(Math.abs(value - raised[i] / sum) < 1e-6));
  }
});

test("no grids and no names give empty answers", () => {
  const network = networkOf((input) => tf.reshape(input, [-1, PIXELS]));
  assert.deepEqual(network.run(new Float32Array(0), ["answer"]), [new Float32Array(0)]);
  assert.deepEqual(network.run(grid(1), []), []);
});

test("an output of another shape than model.json says is refused", () => {
  const network = networkOf((input) => tf.reshape(input, [-1, PIXELS]), [10]);
  assert.throws(() => network.run(grid(1), ["answer"]), /it answers \[1,784\] where \[1,10\] belongs/);
});

test("a kernel that is missing is named", () => {
  const network = networkOf(() => {
    throw new Error("Kernel 'Elu' not registered for backend 'wasm'");
  });
  assert.throws(() => network.run(grid(1), ["answer"]), /^Error: it needs kernels that are not in this build: Elu$/);
});

test("the outputs are those that model.json lists, each in the order of the names that are asked for", async () => {
  const network = await loadNetwork(await fixture());
  assert.deepEqual(
    Object.entries(network.outputs).map(([name, { shape }]) => [name, shape]),
    [
      ["probabilities", [10]],
      ["features_1", [784]],
    ],
  );
  const [features, probabilities] = await network.run(grid(3), ["features_1", "probabilities"]);
  assert.deepEqual(features, grid(3)); // The last product of the fixture reads the pixels.
  assert.ok(Math.abs(probabilities.reduce((a, b) => a + b) - 1) < 1e-5);
  network.dispose();
});

test("of a model that lists no outputs the first one is its probabilities", async () => {
  const [listed, unlisted] = [await loadNetwork(await fixture()), await loadNetwork(await fixture({}))];
  assert.deepEqual(Object.keys(unlisted.outputs), ["probabilities"]);
  assert.deepEqual(unlisted.outputs.probabilities.shape, [10]);
  assert.deepEqual(await unlisted.run(grid(4), ["probabilities"]), await listed.run(grid(4), ["probabilities"]));
});

test("a network that reads images of another size is refused, and its memory freed", async () => {
  const files = await readModel(pathToFileURL(await writeModel(join(await temporaryFolder(), "wide"), { side: 32 })));
  const before = tf.memory().numTensors;
  await assert.rejects(loadNetwork(files), /it reads \[-1,32,32,1\] where \[N, 28, 28, 1\] belongs/);
  assert.equal(tf.memory().numTensors, before);
});
