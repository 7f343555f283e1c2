import assert from "node:assert/strict";
import { before, test } from "node:test";
import * as tf from "@tensorflow/tfjs-core";
import { startBackend } from "../../../src/inference/tfjs/backend.js";
import { recordKernels } from "../../../src/inference/tfjs/kernel-replay.js";

before(() => startBackend());

/**
 * @param {(input: tf.Tensor1D) => tf.Tensor[]} compute
 * @param {number[]} values
 */
function recorded(compute, values) {
  const input = tf.tensor1d(values);
  /** @type {tf.Tensor[]} */
  let results = [];
  const replay = recordKernels(input, () => {
    results = tf.tidy(() => compute(input));
    return results;
  });
  tf.dispose([input, ...results]);
  return (/** @type {number[]} */ ...others) => replay(Float32Array.from(others)).map((each) => [...each]);
}

test("a replay computes the same kernels for other values", () => {
  const weight = tf.keep(tf.scalar(1));
  const replay = recorded((input) => [tf.relu(tf.add(input, weight))], [1, 2, 3]);
  assert.deepEqual(replay(-5, 0, 7), [[0, 1, 8]]);
  assert.deepEqual(replay(1, 1, 1), [[2, 2, 2]]);
});

test("several results are given in their order, and the input can be one of them", () => {
  const replay = recorded((input) => [tf.neg(input), tf.clone(input), tf.square(input)], [1, 2]);
  assert.deepEqual(replay(3, -4), [
    [-3, 4],
    [3, -4],
    [9, 16],
  ]);
});

test("a kernel with a list of inputs is replayed, and so is one that only changes the shape", () => {
  const replay = recorded((input) => [tf.sum(tf.concat([tf.reshape(input, [1, 2]), tf.reshape(tf.square(input), [1, 2])], 0), 0)], [1, 2]);
  assert.deepEqual(replay(3, 4), [[12, 20]]);
});

test("recording leaves the kernels as they were, also when the computation fails", () => {
  const kernels = () => tf.getKernelsForBackend(tf.getBackend()).map(({ kernelFunc }) => kernelFunc);
  const before = kernels();
  recorded((input) => [tf.neg(input)], [1]);
  assert.throws(
    () =>
      recordKernels(tf.scalar(1), () => {
        throw new Error("broken");
      }),
    /broken/,
  );
  assert.ok(kernels().every((kernel, i) => kernel === before[i]));
});

test("a replay that fails frees its memory", () => {
  const replay = recorded((input) => [tf.neg(tf.square(input))], [1, 2]);
  const backend = /** @type {any} */ (tf.backend());
  const before = backend.numDataIds();
  replay(3, 4);
  assert.equal(backend.numDataIds(), before);
  const readSync = backend.readSync;
  backend.readSync = () => {
    throw new Error("broken");
  };
  assert.throws(() => replay(3, 4), /broken/);
  backend.readSync = readSync;
  assert.equal(backend.numDataIds(), before);
});
