/**
 * A network from anything that TensorFlow.js computes: a graph or layers. Replays the kernels of one grid where that gives the same.
 *
 * @typedef {import("../network.js").Network} Network
 * @typedef {{node: string, shape: number[]}} Output  What computes it, and its shape for one grid.
 * @typedef {Record<string, Output>} Outputs  By name.
 * @typedef {(grids: Float32Array) => Float32Array[]} Compute  One array for each output that is asked for.
 *
 * @typedef {object} Computation
 * @property {number[]} shape  Of one grid as it reads it, such as [28, 28, 1] or [784].
 * @property {boolean} [single]  Whether it reads one grid at a time only.
 * @property {(input: tf.Tensor, nodes: string[]) => tf.Tensor[]} execute  One tensor for each node; the caller disposes them.
 * @property {() => void} dispose
 */
import * as tf from "@tensorflow/tfjs-core";
import { LeftOutError, SentenceError, sentenceOf } from "../../errors.js";
import { PIXELS } from "../../preprocessing/strokes.js";
import { t } from "../../words/sentence.js";
import { recordKernels } from "./kernel-replay.js";
import { isWhole } from "./kernels.js";

/** Grids at a time where the kernels cannot be replayed: 10,000 at once would need a gigabyte. */
const BATCH = 100;

/**
 * @param {Computation} computation
 * @param {Outputs} outputs
 * @returns {Network}
 */
export function networkOf(computation, outputs) {
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
    if (!replays.has(key)) replays.set(key, recorded(computation, asked, grids.subarray(0, PIXELS)));
    const replay = replays.get(key);
    const step = replay || computation.single ? 1 : BATCH;
    for (let start = 0; start < count; start += step) {
      const batch = grids.subarray(start * PIXELS, (start + step) * PIXELS);
      const found = replay ? replay(batch) : executed(computation, asked, batch);
      found.forEach((values, k) => results[k].set(values, start * sizes[k]));
    }
    return results;
  }

  return { outputs, run, dispose: () => computation.dispose() };
}

/**
 * @param {"operations" | "kernels"} what
 * @param {string[]} names
 * @returns {Error} Says that they are missing.
 */
export function leftOut(what, names) {
  return new (isWhole ? Error : LeftOutError)(`it needs ${what} that are not in this build: ${names.join(", ")}`);
}

/**
 * @param {Computation} computation
 * @param {Output[]} outputs
 * @param {Float32Array} grid  One, with any values.
 * @returns {Compute | null} Null where a replay does not give what the graph gives, to the bit, for another grid.
 */
function recorded(computation, outputs, grid) {
  const replay = withGraph(computation, outputs, grid, recordKernels);
  const other = grid.map((ink) => 1 - ink);
  const expected = executed(computation, outputs, other);
  try {
    const found = replay(other);
    return expected.every((values, k) => values.every((value, i) => value === found[k][i])) ? replay : null;
  } catch {
    return null;
  }
}

/**
 * @param {Computation} computation
 * @param {Output[]} outputs
 * @param {Float32Array} grids
 * @returns {Float32Array[]}
 * @throws {Error} When the network does not answer each grid with the shapes that `model.json` says.
 */
function executed(computation, outputs, grids) {
  return withGraph(computation, outputs, grids, (_, run) =>
    run().map((result, k) => {
      const expected = [grids.length / PIXELS, ...outputs[k].shape];
      if (`${result.shape}` !== `${expected}`)
        throw new SentenceError(t("it answers [{found}] where [{expected}] belongs", { found: `${result.shape}`, expected: `${expected}` }));
      return /** @type {Float32Array} */ (result.dataSync());
    }),
  );
}

/**
 * @param {Computation} computation
 * @param {string[]} nodes
 * @returns {number[][]} The shapes of their values for one grid, without the batch.
 */
export function shapesOf(computation, nodes) {
  const outputs = nodes.map((node) => ({ node }));
  return withGraph(computation, outputs, new Float32Array(PIXELS), (_, run) => run().map(({ shape }) => shape.slice(1)));
}

/**
 * @template T
 * @param {Computation} computation
 * @param {{node: string}[]} outputs
 * @param {Float32Array} grids
 * @param {(input: tf.Tensor, run: () => tf.Tensor[]) => T} use  Runs the graph; its tensors are disposed afterwards.
 * @returns {T}
 */
function withGraph({ shape, execute }, outputs, grids, use) {
  const input = tf.tensor(grids, [grids.length / PIXELS, ...shape]);
  const nodes = outputs.map(({ node }) => node);
  /** @type {tf.Tensor[]} */
  let results = [];
  try {
    return use(input, () => (results = execute(input, nodes)));
  } catch (error) {
    const kernel = /^Kernel '(\w+)' not registered/.exec(sentenceOf(error));
    throw kernel ? leftOut("kernels", [kernel[1]]) : error;
  } finally {
    tf.dispose([input, ...results]);
  }
}
