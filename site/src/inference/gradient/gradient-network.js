/**
 * A published graph in plain JavaScript, for its gradient: how much each pixel of the grid changes the answer. TensorFlow.js computes
 * the answers of the page; its WebAssembly has no gradients of these operations, and this needs none of its code.
 *
 * @typedef {import("./operations.js").Node} Node
 * @typedef {import("./operations.js").Operation} Operation
 *
 * @typedef {object} GradientNetwork
 * @property {(grid: Float32Array) => Float32Array} answer  One grid of 784 values -> 10 or 11 probabilities.
 * @property {(grid: Float32Array, target: number) => {answer: Float32Array, gradient: Float32Array}} gradient  The answer, and how
 *     the logarithm of the probability of `target` changes with each of the 784 pixels.
 */
import { GRID } from "../../preprocessing/strokes.js";
import { operationOf } from "./operations.js";
import { weightsOf } from "./weights.js";

/** Below this, the logarithm of a probability has no use: the network has rounded it. */
const LEAST = 1e-30;

/**
 * @param {Pick<import("../model-files.js").ModelFiles, "modelTopology" | "weightSpecs" | "weightData" | "userDefinedMetadata">} files
 * @returns {GradientNetwork}
 * @throws {Error} When the graph has an operation whose gradient is not known here.
 */
export function gradientNetwork(files) {
  const nodes = /** @type {{node: Node[]}} */ (files.modelTopology).node;
  const steps = stepsOf(nodes, weightsOf(files), files.userDefinedMetadata?.outputs?.probabilities?.node ?? "Identity");

  /** @param {Float32Array} grid */
  function forward(grid) {
    /** @type {Float32Array[]} Of the grid, then of each step. */
    const values = [grid];
    for (const { operation, reads } of steps) values.push(operation.forward(reads.map((place) => values[place])));
    return values;
  }

  return {
    answer: (grid) => forward(grid)[steps.length],
    gradient(grid, target) {
      const values = forward(grid);
      const answer = values[steps.length];
      /** @type {Float32Array[]} */
      const gradients = values.map(({ length }) => new Float32Array(length));
      gradients[steps.length][target] = 1 / Math.max(answer[target], LEAST);
      for (let i = steps.length; i > 0; i--) {
        const { operation, reads } = steps[i - 1];
        const found = operation.backward(
          gradients[i],
          reads.map((place) => values[place]),
          values[i],
        );
        reads.forEach((place, k) => add(gradients[place], found[k]));
      }
      return { answer, gradient: gradients[0] };
    },
  };
}

/**
 * @param {Float32Array} sums
 * @param {Float32Array} values
 */
function add(sums, values) {
  for (let i = 0; i < sums.length; i++) sums[i] += values[i];
}

/**
 * @param {Node[]} nodes
 * @param {ReturnType<typeof weightsOf>} weights
 * @param {string} output
 * @returns {{operation: Operation, reads: number[]}[]} In an order in which each can be computed; the last one is the output. `reads`
 *     are places in the list of values: 0 is the grid, i the output of step i.
 */
function stepsOf(nodes, weights, output) {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  /** @type {{operation: Operation, reads: number[]}[]} */
  const steps = [];
  const shapes = [[GRID, GRID, 1]];
  /** @type {Map<string, number>} */
  const places = new Map();

  /**
   * @param {string} name
   * @returns {number}
   */
  function placeOf(name) {
    const known = places.get(name);
    if (known !== undefined) return known;
    const node = byName.get(name);
    if (node === undefined) throw new Error(`its graph has no ${name}`);
    const inputs = (node.input ?? []).filter((input) => !input.startsWith("^")).map((input) => input.replace(/:\d+$/, ""));
    let place = 0;
    if (node.op !== "Placeholder") {
      const reads = inputs.filter((input) => !weights.has(input)).map(placeOf);
      const own = inputs.flatMap((input) => weights.get(input) ?? []);
      const operation = operationOf(
        node,
        reads.map((read) => shapes[read]),
        own,
      );
      place = steps.push({ operation, reads });
      shapes.push(operation.shape);
    }
    places.set(name, place);
    return place;
  }

  placeOf(output);
  return steps;
}
