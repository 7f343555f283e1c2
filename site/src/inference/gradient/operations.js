/**
 * The operations of published graphs, forwards and backwards, for one grid. Backwards they give the gradient by what they read,
 * never by their weights.
 *
 * @typedef {object} Operation
 * @property {number[]} shape  Of its output, without the batch.
 * @property {(inputs: Float32Array[]) => Float32Array} forward
 * @property {(gradient: Float32Array, inputs: Float32Array[], output: Float32Array) => Float32Array[]} backward  From the gradient
 *     by the output to that by each input.
 *
 * @typedef {import("./weights.js").Weight} Weight
 *
 * @typedef {object} Node  Of a graph, as `model.json` has it.
 * @property {string} name
 * @property {string} op
 * @property {string[]} [input]
 * @property {Record<string, any>} [attr]
 */
import { convolution, depthwise, maxPool } from "./windows.js";

/** @typedef {(node: Node, shapes: number[][], weights: Weight[]) => Operation} Maker */

/** @type {Record<string, Maker>} Each gets the shapes of what it reads, and the weights that it has. */
const MAKERS = {
  _FusedConv2D: (node, [input], weights) => fused(node, conv(node, input, weights[0]), weights[1]),
  Conv2D: (node, [input], [kernel]) => conv(node, input, kernel),
  DepthwiseConv2dNative: (node, [input], [kernel]) => depthwise(windowOf(node, input, kernel.shape), kernel.values),
  MaxPool: (node, [input]) => maxPool(windowOf(node, input, integers(node, "ksize").slice(1))),
  _FusedMatMul: (node, [input], weights) => fused(node, matMul(input, weights[0]), weights[1]),
  Reshape: (_, [input]) => unchanged([input.reduce((product, side) => product * side, 1)]),
  Identity: (_, [input]) => unchanged(input),
  Softmax: (_, [input]) => softmax(input),
  Pack: ({ attr }, shapes) => pack(shapes, Number(attr?.axis?.i ?? 0)),
  Mean: (_, [input], [axes]) => mean(input, [...axes.values]),
};

/**
 * @param {Node} node
 * @param {number[][]} shapes  Of what it reads.
 * @param {Weight[]} weights
 * @returns {Operation}
 * @throws {Error} For an operation that is not here.
 */
export function operationOf(node, shapes, weights) {
  const make = MAKERS[node.op];
  if (make === undefined) throw new Error(`the gradient of ${node.op} is not known here`);
  return make(node, shapes, weights);
}

/**
 * @param {Node} node
 * @param {string} name
 * @returns {number[]}
 */
function integers({ attr }, name) {
  return (attr?.[name]?.list?.i ?? []).map(Number);
}

/**
 * @param {Node} node
 * @param {number[]} input
 * @param {number[]} size
 * @returns {import("./windows.js").Window}
 */
function windowOf(node, input, size) {
  const [, stride = 1] = integers(node, "strides");
  return { input, size: size.slice(0, 2), stride, same: atob(node.attr?.padding?.s ?? "") === "SAME" };
}

/**
 * @param {Node} node
 * @param {number[]} input
 * @param {Weight} kernel
 */
function conv(node, input, { shape, values }) {
  return convolution(windowOf(node, input, shape), values, shape[3]);
}

/**
 * @param {number[]} input
 * @param {Weight} weight  Values read x values made.
 * @returns {Operation}
 */
function matMul([count], { shape: [, made], values }) {
  return { ...convolution({ input: [1, 1, count], size: [1, 1], stride: 1, same: false }, values, made), shape: [made] };
}

/**
 * @param {Node} node  Says what is done to the output at once.
 * @param {Operation} inner
 * @param {Weight} bias
 * @returns {Operation}
 */
function fused(node, inner, { values: bias }) {
  const done = (node.attr?.fused_ops?.list?.s ?? []).map(atob);
  const unknown = done.find((/** @type {string} */ name) => name !== "BiasAdd" && name !== "Relu");
  if (unknown) throw new Error(`the gradient of ${unknown} is not known here`);
  const isReLU = done.includes("Relu");
  return {
    shape: inner.shape,
    forward(inputs) {
      const output = inner.forward(inputs);
      for (let i = 0; i < output.length; i++) {
        const value = output[i] + bias[i % bias.length];
        output[i] = isReLU ? Math.max(value, 0) : value;
      }
      return output;
    },
    backward(gradient, inputs, output) {
      return inner.backward(isReLU ? gradient.map((value, i) => (output[i] > 0 ? value : 0)) : gradient, inputs, output);
    },
  };
}

/**
 * @param {number[]} shape
 * @returns {Operation}
 */
function unchanged(shape) {
  return { shape, forward: ([input]) => input, backward: (gradient) => [gradient] };
}

/**
 * @param {number[]} shape
 * @returns {Operation}
 */
function softmax(shape) {
  return {
    shape,
    forward([input]) {
      const most = Math.max(...input);
      const powers = Array.from(input, (value) => Math.exp(value - most));
      const sum = powers.reduce((total, power) => total + power, 0);
      return Float32Array.from(powers, (power) => power / sum);
    },
    backward(gradient, _, output) {
      const mean = gradient.reduce((total, value, i) => total + value * output[i], 0);
      return [gradient.map((value, i) => (value - mean) * output[i])];
    },
  };
}

/**
 * @param {number[][]} shapes
 * @param {number} axis  Counted with the batch: only 1, which puts one after the other.
 * @returns {Operation}
 */
function pack(shapes, axis) {
  if (axis !== 1) throw new Error(`the gradient of Pack along ${axis} is not known here`);
  const size = shapes[0].reduce((product, side) => product * side, 1);
  return {
    shape: [shapes.length, ...shapes[0]],
    forward(inputs) {
      const output = new Float32Array(size * inputs.length);
      inputs.forEach((input, i) => output.set(input, i * size));
      return output;
    },
    backward: (gradient) => shapes.map((_, i) => gradient.slice(i * size, (i + 1) * size)),
  };
}

/**
 * @param {number[]} input
 * @param {number[]} axes  Counted with the batch: those of height and width, or the one that `pack` makes.
 * @returns {Operation}
 */
function mean(input, axes) {
  if (`${axes}` !== "1" && `${axes}` !== "1,2") throw new Error(`the gradient of Mean along ${axes} is not known here`);
  const count = input.slice(0, axes.length).reduce((product, side) => product * side, 1);
  const shape = input.slice(axes.length);
  const size = shape.reduce((product, side) => product * side, 1);
  return {
    shape,
    forward([values]) {
      const output = new Float32Array(size);
      for (let i = 0; i < values.length; i++) output[i % size] += values[i] / count;
      return output;
    },
    backward: (gradient) => [Float32Array.from({ length: count * size }, (_, i) => gradient[i % size] / count)],
  };
}
