/**
 * A network that is a graph. `model.json` lists for each output the node that computes it.
 *
 * @typedef {import("../network.js").Network} Network
 * @typedef {import("@tensorflow/tfjs-converter").GraphModel} GraphModel
 * @typedef {import("./replayed-network.js").Computation} Computation
 * @typedef {import("./replayed-network.js").Outputs} Outputs
 */
import { loadGraphModel } from "@tensorflow/tfjs-converter";
import { SentenceError } from "../../errors.js";
import { GRID } from "../../preprocessing/strokes.js";
import { t } from "../../words/sentence.js";
import { hasOperation } from "./kernels.js";
import { leftOut, networkOf, shapesOf } from "./replayed-network.js";

/**
 * @param {import("../model-files.js").ModelFiles} files
 * @returns {Promise<Network>}
 * @throws {import("../../errors.js").LeftOutError} When the build has left out operations or kernels of the network.
 * @throws {Error} When the network does not read grids of 28 x 28, or is no graph.
 */
export async function loadNetwork(files) {
  const model = await loadGraph(files);
  try {
    const shape = model.inputs[0]?.shape;
    if (model.inputs.length !== 1 || (shape && shape.slice(1).join() !== `${GRID},${GRID},1`)) {
      throw new SentenceError(
        t("it reads [{found}] where [{expected}] belongs", { found: `${model.inputs.map((input) => input.shape)}`, expected: `N, ${GRID}, ${GRID}, 1` }),
      );
    }
    return graphNetwork(model, files.userDefinedMetadata?.outputs ?? firstOutput(model));
  } catch (error) {
    model.dispose();
    throw error;
  }
}

/**
 * @param {import("../model-files.js").ModelFiles} files
 * @returns {Promise<GraphModel>}
 * @throws {import("../../errors.js").LeftOutError} When the build has left out operations.
 */
export async function loadGraph(files) {
  const missing = operationsOf(files.modelTopology).filter((operation) => !hasOperation(operation));
  if (missing.length > 0) throw leftOut("operations", missing);
  const artifacts = /** @type {import("@tensorflow/tfjs-core").io.ModelArtifacts} */ (files);
  return loadGraphModel({ load: async () => artifacts });
}

/**
 * @param {object} topology  Of a model.json.
 * @returns {string[]} The operations of its nodes, and of the nodes of its functions, each once.
 */
export function operationsOf(topology) {
  return [...new Set([...JSON.stringify(topology).matchAll(/"op":"(\w+)"/g)].map(([, operation]) => operation))];
}

/**
 * @param {GraphModel} model
 * @param {Outputs} outputs
 * @returns {Network}
 */
export function graphNetwork(model, outputs) {
  return networkOf(computationOf(model), outputs);
}

/**
 * @param {GraphModel} model
 * @param {number[]} [shape]  Of one grid as it reads it.
 * @returns {Computation}
 */
export function computationOf(model, shape = [GRID, GRID, 1]) {
  return {
    shape,
    execute: (input, nodes) => [model.execute({ [model.inputs[0].name]: input }, nodes)].flat(),
    dispose: () => model.dispose(),
  };
}

/**
 * @param {GraphModel} model  Lists no outputs: somebody else exported it.
 * @returns {Outputs} Its first output, as probabilities.
 */
function firstOutput(model) {
  const node = model.outputNodes[0];
  const [shape] = shapesOf(computationOf(model), [node]);
  return { probabilities: { node, shape } };
}
