import assert from "node:assert/strict";
import { test } from "node:test";
import { operationOf } from "../../../src/inference/gradient/operations.js";
import { fromHalf, weightsOf } from "../../../src/inference/gradient/weights.js";

/** @param {string} text */
const coded = (text) => btoa(text);

/**
 * @param {string} op
 * @param {object} [attr]
 */
const node = (op, attr = {}) => ({ name: op, op, attr });

/** @param {number} stride */
const window = (stride, padding = "VALID") => ({ padding: { s: coded(padding) }, strides: { list: { i: ["1", `${stride}`, `${stride}`, "1"] } } });

const grid3 = Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9);

test("a convolution by hand, with and without a margin", () => {
  const kernel = { shape: [2, 2, 1, 1], values: Float32Array.of(1, 0, 0, 10) };
  const inner = operationOf(node("Conv2D", window(1)), [[3, 3, 1]], [kernel]);
  assert.deepEqual(
    [inner.shape, [...inner.forward([grid3])]],
    [
      [2, 2, 1],
      [51, 62, 84, 95],
    ],
  );
  assert.deepEqual([...inner.backward(Float32Array.of(1, 0, 0, 0), [grid3], new Float32Array(4))[0]], [1, 0, 0, 0, 10, 0, 0, 0, 0]);
  const same = operationOf(node("Conv2D", window(1, "SAME")), [[3, 3, 1]], [kernel]);
  assert.deepEqual(
    [same.shape, [...same.forward([grid3])]],
    [
      [3, 3, 1],
      [51, 62, 3, 84, 95, 6, 7, 8, 9],
    ],
  );
});

test("pooling passes the gradient to the largest value, and to one of equal values", () => {
  const pool = operationOf(node("MaxPool", { ...window(2), ksize: { list: { i: ["1", "2", "2", "1"] } } }), [[2, 2, 1]], []);
  const [input, output] = [Float32Array.of(1, 3, 3, 2), Float32Array.of(3)];
  assert.deepEqual([...pool.forward([input])], [3]);
  assert.deepEqual([...pool.backward(Float32Array.of(5), [input], output)[0]], [0, 5, 0, 0]);
});

test("behind a ReLU that gives 0 there is no gradient", () => {
  const fused = node("_FusedMatMul", { fused_ops: { list: { s: ["BiasAdd", "Relu"].map(coded) } } });
  const weights = [
    { shape: [2, 2], values: Float32Array.of(1, -1, 2, -2) },
    { shape: [2], values: Float32Array.of(0.5, 0.5) },
  ];
  const layer = operationOf(fused, [[2]], weights);
  const input = Float32Array.of(1, 1);
  const output = layer.forward([input]);
  assert.deepEqual([layer.shape, [...output]], [[2], [3.5, 0]]);
  assert.deepEqual([...layer.backward(Float32Array.of(1, 1), [input], output)[0]], [1, 2]);
});

test("the mean of two answers halves the gradient of each", () => {
  const pack = operationOf(node("Pack", { axis: { i: "1" } }), [[2], [2]], []);
  const mean = operationOf(node("Mean"), [pack.shape], [{ shape: [1], values: Int32Array.of(1) }]);
  const packed = pack.forward([Float32Array.of(1, 2), Float32Array.of(3, 6)]);
  const output = mean.forward([packed]);
  assert.deepEqual([...output], [2, 4]);
  const [inner] = mean.backward(Float32Array.of(1, 0), [packed], output);
  assert.deepEqual(
    pack.backward(inner, [], packed).map((each) => [...each]),
    [
      [0.5, 0],
      [0.5, 0],
    ],
  );
});

test("an operation whose gradient is not known is refused", () => {
  assert.throws(() => operationOf(node("Erf"), [[1]], []), /the gradient of Erf is not known here/);
  const elu = node("_FusedMatMul", { fused_ops: { list: { s: ["BiasAdd", "Elu"].map(coded) } } });
  const weights = [1, 1].map(() => ({ shape: [1, 1], values: Float32Array.of(1) }));
  assert.throws(() => operationOf(elu, [[1]], weights), /the gradient of Elu/);
});

test("weights of one byte, of two and of four become the same numbers", () => {
  assert.deepEqual([0x3c00, 0xc000, 0x3555, 0x0001, 0].map(fromHalf), [1, -2, 0.333251953125, 2 ** -24, 0]);
  const specs = [
    { name: "byte", shape: [2], dtype: "float32", quantization: { dtype: "uint8", scale: 0.5, min: -1 } },
    { name: "half", shape: [2], dtype: "float32", quantization: { dtype: "float16" } },
    { name: "whole", shape: [1], dtype: "float32" },
  ];
  const bytes = [0, 3, 0x00, 0x3c, 0x00, 0xc0, ...new Uint8Array(Float32Array.of(7).buffer)];
  const found = weightsOf({ weightSpecs: specs, weightData: Uint8Array.from(bytes).buffer });
  assert.deepEqual(
    [...found].map(([name, { values }]) => [name, ...values]),
    [
      ["byte", -1, 0.5],
      ["half", 1, -2],
      ["whole", 7],
    ],
  );
});
