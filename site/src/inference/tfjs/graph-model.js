/**
 * A network as TensorFlow.js runs it: grids in, what any node of its graph holds out.
 *
 * @typedef {{values: Float32Array, shape: number[]}} Held  What a node holds for all grids, one after the other, and its shape for one.
 * @typedef {{name: string, op: string, input?: string[]}} Node
 * @typedef {(grid: Float32Array) => Held[]} Tape
 */
import * as tf from "@tensorflow/tfjs-core";
import { loadGraphModel } from "@tensorflow/tfjs-converter";
import { GRID, PIXELS } from "../../preprocessing/strokes.js";
import { taped } from "./kernel-replay.js";

/** Images at a time where there is no tape: 10,000 at once would want a gigabyte. */
const BATCH = 100;

export class Network {
  /** @type {Map<string, Tape | null>} By the nodes that they lead to. */
  #tapes = new Map();

  /**
   * @param {import("@tensorflow/tfjs-converter").GraphModel} model
   * @param {import("../model-files.js").ModelFiles} files
   */
  constructor(model, files) {
    this.model = model;
    const { node: nodes } = /** @type {{node: Node[]}} */ (files.modelTopology);
    /** The names of the graph's convolutions, in its order. */
    this.convolutions = nodes.filter(({ op }) => op === "_FusedConv2D" || op === "Conv2D").map(({ name }) => name);
    this.lastInputs = lastInputs(nodes);
  }

  /**
   * @param {import("../model-files.js").ModelFiles} files
   * @throws {Error} When it does not read one grid at a time, or is no graph.
   */
  static async load(files) {
    const artifacts = /** @type {import("@tensorflow/tfjs-core").io.ModelArtifacts} */ (files);
    const model = await loadGraphModel({ load: async () => artifacts });
    const shape = model.inputs[0]?.shape;
    if (model.inputs.length === 1 && (!shape || shape.slice(1).join() === `${GRID},${GRID},1`)) return new Network(model, files);
    model.dispose();
    throw new Error(`it reads [${model.inputs.map((input) => input.shape)}] where [N, ${GRID}, ${GRID}, 1] belongs`);
  }

  /** @returns {string[]} The names of the nodes that it answers with. */
  get outputs() {
    return this.model.outputNodes;
  }

  /**
   * @param {string[]} names  Of nodes of its graph.
   * @param {Float32Array} grids  A whole number of grids, one after the other.
   * @returns {Held[]} Nothing for no grids.
   */
  hold(names, grids) {
    const count = grids.length / PIXELS;
    if (names.length === 0 || count === 0) return [];
    const tape = this.#tapeOf(names, grids.subarray(0, PIXELS));
    const size = tape ? 1 : BATCH;
    const batches = Array.from({ length: Math.ceil(count / size) }, (_, i) => grids.subarray(i * size * PIXELS, (i + 1) * size * PIXELS));
    const found = batches.map((batch) => tape?.(batch) ?? this.#execute(names, batch));
    if (found.length === 1) return found[0];
    return names.map((_, k) => {
      const values = new Float32Array(found.reduce((sum, held) => sum + held[k].values.length, 0));
      found.forEach((held, i) => values.set(held[k].values, i * found[0][k].values.length));
      return { values, shape: found[0][k].shape };
    });
  }

  dispose() {
    this.model.dispose();
  }

  /**
   * @param {string[]} names
   * @param {Float32Array} grid  Any.
   * @returns {Tape | null}
   */
  #tapeOf(names, grid) {
    const key = names.join();
    if (!this.#tapes.has(key)) this.#tapes.set(key, this.#tape(names, grid));
    return this.#tapes.get(key) ?? null;
  }

  /**
   * @param {string[]} names
   * @param {Float32Array} grid  One.
   * @returns {Tape | null} Null where it does not do what the graph does, to the bit.
   */
  #tape(names, grid) {
    const tape = this.#run(names, grid, taped);
    const other = grid.map((ink) => 1 - ink);
    const held = this.#execute(names, other);
    try {
      const found = tape(other);
      const same = held.every(({ values }, k) => values.every((value, i) => value === found[k][i]));
      return same ? (values) => tape(values).map((each, k) => ({ values: each, shape: held[k].shape })) : null;
    } catch {
      return null;
    }
  }

  /**
   * @param {string[]} names
   * @param {Float32Array} grids
   * @returns {Held[]}
   */
  #execute(names, grids) {
    const count = grids.length / PIXELS;
    return this.#run(names, grids, (_, run) =>
      run().map((node) => {
        if (node.shape[0] !== count) throw new Error("it does not answer grid by grid");
        return { values: /** @type {Float32Array} */ (node.dataSync()), shape: node.shape.slice(1) };
      }),
    );
  }

  /**
   * @template T
   * @param {string[]} names
   * @param {Float32Array} grids
   * @param {(input: tf.Tensor, run: () => tf.Tensor[]) => T} use  Runs the graph; its tensors are gone afterwards.
   * @returns {T}
   */
  #run(names, grids, use) {
    const input = tf.tensor4d(grids, [grids.length / PIXELS, GRID, GRID, 1]);
    /** @type {tf.Tensor[]} */
    let results = [];
    try {
      return use(input, () => (results = [this.model.execute({ [this.model.inputs[0].name]: input }, names)].flat()));
    } finally {
      tf.dispose([input, ...results]);
    }
  }
}

/**
 * @param {Node[]} nodes
 * @returns {string[]} The names of what goes into the last matrix products: those that nothing but answers are made of. A
 *     network of several members has several.
 */
function lastInputs(nodes) {
  const products = nodes.filter(({ op }) => op === "_FusedMatMul" || op === "MatMul");
  const feeds = (/** @type {string} */ from) => {
    const found = new Set([from]);
    for (const { name, input } of nodes) if (input?.some((source) => found.has(source))) found.add(name); // The graph is in order.
    return products.some(({ name }) => name !== from && found.has(name));
  };
  return products.filter(({ name }) => !feeds(name)).map(({ input }) => /** @type {string[]} */ (input)[0]);
}
