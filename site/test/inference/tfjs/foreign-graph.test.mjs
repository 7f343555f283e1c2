import assert from "node:assert/strict";
import { test } from "node:test";
import * as tf from "@tensorflow/tfjs-core";
import { readForeign } from "../../../src/inference/foreign-files.js";
import { openNetwork } from "../../../src/inference/open-network.js";
import { endOf } from "../../../src/inference/tfjs/foreign-graph.js";
import { strokesToGrid } from "../../../src/preprocessing/strokes.js";
import { chosenModel, digits, temporaryFolder, writeModel } from "../../fixture.mjs";

/**
 * @param {Parameters<typeof writeModel>[1]} options
 * @param {(model: any) => void} [change]
 */
async function opened(options, change = forget) {
  const folder = await temporaryFolder();
  await writeModel(folder, options);
  return openNetwork((await readForeign(await chosenModel(folder, change))).files);
}

/** @param {any} model  Becomes one that somebody else exported. */
function forget(model) {
  delete model.userDefinedMetadata;
}

/** @param {number[]} sides  Of what the model reads, with the batch. */
function reading(...sides) {
  return (/** @type {any} */ model) => {
    forget(model);
    const dim = sides.map((size) => ({ size: `${size}` }));
    model.signature.inputs.image.tensorShape.dim = dim;
    model.modelTopology.node[0].attr.shape.shape.dim = dim;
  };
}

/** @param {Awaited<ReturnType<typeof opened>>} model */
async function labelsOf({ network }) {
  const grids = digits.map((strokes) => Float32Array.from(/** @type {Float64Array} */ (strokesToGrid(strokes))));
  const all = Float32Array.from(grids.flatMap((grid) => [...grid]));
  const [values] = await network.run(all, ["probabilities"]);
  network.dispose();
  return grids.map((_, i) => [...values.subarray(10 * i, 10 * i + 10)]).map((row) => row.indexOf(Math.max(...row)));
}

const LABELS = [...digits.keys()];

test("the meaning of the answer is found in the graph", async () => {
  for (const [end, meaning] of [
    ["Softmax", "softmax"],
    ["Sigmoid", "sigmoid"],
    ["LogSoftmax", "logits"],
    ["Identity", "logits"],
    ["Softplus", null],
  ]) {
    const model = await opened({ end: /** @type {string} */ (end) });
    assert.equal(model.meaning, meaning, `${end}`);
    assert.deepEqual(await labelsOf(model), LABELS, `${end}`);
  }
});

test("a sigmoid that the converter put into the last product is found", () => {
  const fused = (/** @type {string[]} */ ...names) => ({
    name: "end",
    op: "_FusedMatMul",
    input: ["hidden", "weights"],
    attr: { fused_ops: { list: { s: names.map(btoa) } } },
  });
  const meaningOf = (/** @type {any[]} */ ...nodes) => endOf(new Map(nodes.map((node) => [node.name, node])), "end:0");
  assert.deepEqual(meaningOf(fused("BiasAdd", "Sigmoid")), { meaning: "sigmoid", features: "hidden" });
  assert.deepEqual(meaningOf(fused("BiasAdd", "Relu")), { meaning: null, features: "hidden" });
  assert.deepEqual(meaningOf(fused()), { meaning: "logits", features: "hidden" });
  assert.deepEqual(meaningOf({ name: "end", op: "BiasAdd", input: ["sum"] }, { name: "sum", op: "MatMul", input: ["hidden", "w"] }), {
    meaning: "logits",
    features: "hidden",
  });
});

test("pictures may be 28x28x1, 28x28 or 784 numbers, one at a time or many", async () => {
  for (const sides of [
    [-1, 28, 28, 1],
    [1, 28, 28, 1],
    [-1, 28, 28],
    [-1, 784],
    [1, 784],
  ]) {
    assert.deepEqual(await labelsOf(await opened({}, reading(...sides))), LABELS, `${sides}`);
  }
});

test("other inputs and other outputs are refused with what they are, and leave no memory behind", async () => {
  await assert.rejects(opened({}, reading(-1, 32, 32, 3)), /^Error: it reads \[32, 32, 3\] where \[28, 28, 1\] or \[784\] belongs$/);
  await assert.rejects(opened({}, reading(8, 28, 28, 1)), /^Error: it reads 8 pictures at a time where one belongs, or any number$/);
  const before = tf.memory().numTensors;
  const features = (/** @type {any} */ model) => {
    forget(model);
    model.signature.outputs.output.name = "pixels:0";
  };
  await assert.rejects(opened({}, features), /^Error: it answers \[784\] where 10 or 11 numbers belong, one a digit$/);
  assert.equal(tf.memory().numTensors, before);
});

test("an operation that TensorFlow.js does not know is named", async () => {
  await assert.rejects(opened({ end: "Digamma" }), /Digamma/);
});

test("what the last product reads can be taught, and a model of this project keeps the outputs that it lists", async () => {
  assert.deepEqual(Object.keys((await opened({})).network.outputs), ["probabilities", "features_1"]);
  const ours = await opened({ refuses: true }, () => {});
  assert.deepEqual([ours.meaning, Object.keys(ours.network.outputs)], ["softmax", ["probabilities", "features_1"]]);
});
