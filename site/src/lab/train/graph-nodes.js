/**
 * The nodes of a trained network's graph: those that the converter of TensorFlow.js writes for such a network.
 *
 * @typedef {ReturnType<typeof import("../engine/layout.js").shapesOf>} Shapes
 */
import { WINDOW } from "../engine/convolution.js";
import { GRID } from "../../preprocessing/strokes.js";

const FLOAT = { type: "DT_FLOAT" };

/**
 * @param {Shapes} shapes
 * @returns {Int32Array} The shape of what the first dense layer gets, the first of the weights.
 */
export function flatShape(shapes) {
  return new Int32Array([-1, shapes[countOf(shapes)].inputs]);
}

/**
 * @param {Shapes} shapes
 * @returns {{name: string, shape: number[], dtype: string}[]} All weights, in the order of the file.
 */
export function specsOf(shapes) {
  return [
    { name: "shape", shape: [2], dtype: "int32" },
    ...shapes.flatMap(({ inputs, outputs, channels }, i) => [
      { name: `kernel_${i}`, shape: channels === 0 ? [inputs, outputs] : [WINDOW, WINDOW, channels, outputs], dtype: "float32" },
      { name: `bias_${i}`, shape: [outputs], dtype: "float32" },
    ]),
  ];
}

/**
 * @param {Shapes} shapes
 * @returns {object[]}
 */
export function nodesOf(shapes) {
  const count = countOf(shapes);
  const last = shapes.length - 1;
  const grid = [-1, GRID, GRID, 1].map((size) => ({ size: `${size}` }));
  const convolutions = shapes.slice(0, count).flatMap((_, i) => convolution(i));
  const products = shapes.slice(count).map((_, i) => product(count + i, i === 0 ? "flat" : `dense_${count + i - 1}`, count + i === last));
  return [
    { name: "grid", op: "Placeholder", attr: { dtype: FLOAT, shape: { shape: { dim: grid } } } },
    ...specsOf(shapes).map(constant),
    ...convolutions,
    { name: "flat", op: "Reshape", input: [count === 0 ? "grid" : `pool_${count - 1}`, "shape"], attr: { T: FLOAT, Tshape: { type: "DT_INT32" } } },
    ...products,
    { name: "probabilities", op: "Softmax", input: [`dense_${last}`], attr: { T: FLOAT } },
    { name: "Identity", op: "Identity", input: ["probabilities"], attr: { T: FLOAT } },
  ];
}

/** @param {Shapes} shapes */
function countOf(shapes) {
  return shapes.filter(({ channels }) => channels > 0).length;
}

/** @param {number} i */
function convolution(i) {
  const windows = { T: FLOAT, data_format: text("NHWC"), padding: text("VALID"), explicit_paddings: { list: {} } };
  return [
    {
      name: `convolution_${i}`,
      op: "_FusedConv2D",
      input: [i === 0 ? "grid" : `pool_${i - 1}`, `kernel_${i}`, `bias_${i}`],
      attr: { ...windows, ...fused(["BiasAdd", "Relu"]), filter_format: text("HWIO"), strides: numbers(1, 1, 1, 1), dilations: numbers(1, 1, 1, 1) },
    },
    {
      name: `pool_${i}`,
      op: "MaxPool",
      input: [`convolution_${i}`],
      attr: { ...windows, ksize: numbers(1, 2, 2, 1), strides: numbers(1, 2, 2, 1) },
    },
  ];
}

/**
 * @param {number} i
 * @param {string} input
 * @param {boolean} isLast
 */
function product(i, input, isLast) {
  return {
    name: `dense_${i}`,
    op: "_FusedMatMul",
    input: [input, `kernel_${i}`, `bias_${i}`],
    attr: { T: FLOAT, transpose_a: { b: false }, transpose_b: { b: false }, ...fused(isLast ? ["BiasAdd"] : ["BiasAdd", "Relu"]) },
  };
}

/** @param {string[]} operations */
function fused(operations) {
  return { num_args: { i: "1" }, epsilon: { f: 0 }, fused_ops: { list: { s: operations.map((name) => btoa(name)) } } };
}

/** @param {string} content */
function text(content) {
  return { s: btoa(content) };
}

/** @param {number[]} content */
function numbers(...content) {
  return { list: { i: content.map((number) => `${number}`) } };
}

/** @param {{name: string, shape: number[], dtype: string}} spec */
function constant({ name, shape, dtype }) {
  const type = dtype === "int32" ? "DT_INT32" : "DT_FLOAT";
  const dim = shape.map((size) => ({ size: `${size}` }));
  return { name, op: "Const", attr: { dtype: { type }, value: { tensor: { dtype: type, tensorShape: { dim } } } } };
}
