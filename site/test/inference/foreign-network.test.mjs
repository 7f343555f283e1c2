import assert from "node:assert/strict";
import { test } from "node:test";
import { adapted, probabilities } from "../../src/inference/foreign-network.js";

const near = (/** @type {Float32Array} */ found, /** @type {number[]} */ expected) =>
  expected.forEach((value, i) => assert.ok(Math.abs(value - found[i]) < 1e-6, `${found} where ${expected} belong`));

test("whatever the numbers are, each row becomes probabilities that sum to 1", () => {
  near(probabilities(Float32Array.of(0.25, 0.75), 2, "softmax"), [0.25, 0.75]);
  near(probabilities(Float32Array.of(0.5, 0.5, 0.9, 0.1), 2, "sigmoid"), [0.5, 0.5, 0.9, 0.1]);
  near(probabilities(Float32Array.of(0.6, 0.6), 2, "sigmoid"), [0.5, 0.5]);
  near(probabilities(Float32Array.of(Math.log(3), 0), 2, "logits"), [0.75, 0.25]);
});

test("large logits do not overflow, and sigmoids that are all 0 say nothing", () => {
  near(probabilities(Float32Array.of(1000, 1000), 2, "logits"), [0.5, 0.5]);
  near(probabilities(Float32Array.of(0, 0), 2, "sigmoid"), [0.5, 0.5]);
});

test("an adapted network gets its own numbers for paper and ink, and only its answer is changed", async () => {
  /** @type {number[]} */
  const disposals = [];
  const network = {
    outputs: { probabilities: { shape: [1, 2] }, features_1: { shape: [2] } },
    run: async (/** @type {Float32Array} */ grids, /** @type {string[]} */ names) => names.map(() => grids.slice()),
    dispose: () => disposals.push(1),
  };
  const found = adapted(network, "sigmoid", { paper: -1, ink: 1 });
  assert.deepEqual(found.outputs.probabilities.shape, [2]);
  const [answer, features] = await found.run(Float32Array.of(0.75, 1), ["probabilities", "features_1"]);
  assert.deepEqual([...features], [0.5, 1]);
  near(answer, [1 / 3, 2 / 3]);
  found.dispose();
  assert.equal(disposals.length, 1);
});
