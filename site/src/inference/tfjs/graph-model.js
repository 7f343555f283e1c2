/**
 * A network that TensorFlow.js computes. The only file that knows the nodes of its graph: `model.json` lists for each output the
 * node that computes it.
 *
 * @typedef {import("../network.js").Network} Network
 * @typedef {import("@tensorflow/tfjs-converter").GraphModel} GraphModel
 * @typedef {{node: string, shape: number[]}} Output  A node of the graph, and its shape for one grid.
 * @typedef {Record<string, Output>} Outputs  By name.
 * @typedef {(grids: Float32Array) => Float32Array[]} Compute  One array for each output that is asked for.
 */
import * as tf from "@tensorflow/tfjs-core";
import { loadGraphModel } from "@tensorflow/tfjs-converter";
import { LeftOutError, sentenceOf } from "../../errors.js";
import { GRID, PIXELS } from "../../preprocessing/strokes.js";
import { recordKernels } from "./kernel-replay.js";
import { hasOperation, isWhole } from "./kernels.js";

/** Grids at a time where the kernels cannot be replayed: 10,000 at once would need a gigabyte. */
const BATCH = 100;

/**
 * @param {import("../model-files.js").ModelFiles} files
 * @returns {Promise<Network>}
 * @throws {LeftOutError} When the build has left out operations or kernels of the network.
 * @throws {Error} When the network does not read grids of 28 x 28, or is no graph.
 */
export async function loadNetwork(files) {
  const missing = operationsOf(files.modelTopology).filter((operation) => !hasOperation(operation));
  if (missing.length > 0) throw leftOut("operations", missing);
  const artifacts = /** @type {import("@tensorflow/tfjs-core").io.ModelArtifacts} */ (files);
  const model = await loadGraphModel({ load: async () => artifacts });
  try {
    const shape = model.inputs[0]?.shape;
    if (model.inputs.length !== 1 || (shape && shape.slice(1).join() !== `${GRID},${GRID},1`)) {
      throw new Error(`it reads [${model.inputs.map((input) => input.shape)}] where [N, ${GRID}, ${GRID}, 1] belongs`);
    }
    return graphNetwork(model, files.userDefinedMetadata?.outputs ?? firstOutput(model));
  } catch (error) {
    model.dispose();
    throw error;
  }
}

/**
 * @param {object} topology  Of a model.json.
 * @returns {string[]} The operations of its nodes, and of the nodes of its functions, each once.
 */
export function operationsOf(topology) {
  return [...new Set([...JSON.stringify(topology).matchAll(/"op":"(\w+)"/g)].map(([, operation]) => operation))];
}

/**
 * @param {"operations" | "kernels"} what
 * @param {string[]} names
 * @returns {Error} Says that they are missing.
 */
function leftOut(what, names) {
  return new (isWhole ? Error : LeftOutError)(`it needs ${what} that are not in this build: ${names.join(", ")}`);
}

/**
 * @param {GraphModel} model
 * @param {Outputs} outputs
 * @returns {Network}
 */
export function graphNetwork(model, outputs) {
  /** @type {Map<string, Compute | null>} For each list of names that was asked for; null where the kernels cannot be replayed. */
  const replays = new Map();

  /** @type {Network["run"]} */
  function run(grids, names) {
    const count = grids.length / PIXELS;
    const asked = names.map((name) => outputs[name]);
    const sizes = asked.map(({ shape }) => shape.reduce((product, side) => product * side, 1));
    const results = sizes.map((size) => new Float32Array(count * size));
    if (count === 0 || names.length === 0) return results;
    const key = names.join();
    if (!replays.has(key)) replays.set(key, recorded(model, asked, grids.subarray(0, PIXELS)));
    const replay = replays.get(key);
    const step = replay ? 1 : BATCH;
    for (let start = 0; start < count; start += step) {
      const batch = grids.subarray(start * PIXELS, (start + step) * PIXELS);
      const found = replay ? replay(batch) : executed(model, asked, batch);
      found.forEach((values, k) => results[k].set(values, start * sizes[k]));
    }
    return results;
  }

  return { outputs, run, dispose: () => model.dispose() };
}

/**
 * @param {GraphModel} model
 * @param {Output[]} outputs
 * @param {Float32Array} grid  One, with any values.
 * @returns {Compute | null} Null where a replay does not give what the graph gives, to the bit, for another grid.
 */
function recorded(model, outputs, grid) {
  const replay = withGraph(model, outputs, grid, recordKernels);
  const other = grid.map((ink) => 1 - ink);
  const expected = executed(model, outputs, other);
  try {
    const found = replay(other);
    return expected.every((values, k) => values.every((value, i) => value === found[k][i])) ? replay : null;
  } catch {
    return null;
  }
}

/**
 * @param {GraphModel} model
 * @param {Output[]} outputs
 * @param {Float32Array} grids
 * @returns {Float32Array[]}
 * @throws {Error} When the network does not answer each grid with the shapes that `model.json` says.
 */
function executed(model, outputs, grids) {
  return withGraph(model, outputs, grids, (_, run) =>
    run().map((result, k) => {
      const expected = [grids.length / PIXELS, ...outputs[k].shape];
      if (`${result.shape}` !== `${expected}`) throw new Error(`it answers [${result.shape}] where [${expected}] belongs`);
      return /** @type {Float32Array} */ (result.dataSync());
    }),
  );
}

/**
 * @param {GraphModel} model  Lists no outputs: somebody else exported it.
 * @returns {Outputs} Its first output, as probabilities.
 */
function firstOutput(model) {
  const node = model.outputNodes[0];
  const [, ...shape] = withGraph(model, [{ node }], new Float32Array(PIXELS), (_, run) => run()[0].shape);
  return { probabilities: { node, shape } };
}

/**
 * @template T
 * @param {GraphModel} model
 * @param {{node: string}[]} outputs
 * @param {Float32Array} grids
 * @param {(input: tf.Tensor, run: () => tf.Tensor[]) => T} use  Runs the graph; its tensors are disposed afterwards.
 * @returns {T}
 */
function withGraph(model, outputs, grids, use) {
  const input = tf.tensor4d(grids, [grids.length / PIXELS, GRID, GRID, 1]);
  const nodes = outputs.map(({ node }) => node);
  /** @type {tf.Tensor[]} */
  let results = [];
  try {
    return use(input, () => (results = [model.execute({ [model.inputs[0].name]: input }, nodes)].flat()));
  } catch (error) {
    const kernel = /^Kernel '(\w+)' not registered/.exec(sentenceOf(error));
    throw kernel ? leftOut("kernels", [kernel[1]]) : error;
  } finally {
    tf.dispose([input, ...results]);
  }
}
