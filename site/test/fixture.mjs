/**
 * A model that is small enough to read: one matrix product and a softmax. The tests need no trained network.
 *
 * Each digit has a template, the grid of one drawing. A grid that is like a template gets a high logit for that digit:
 * logit = 0.5 * (template . grid) - 0.25 * (template . template).
 */
import { rmSync } from "node:fs";
import { mkdir, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { strokesToGrid } from "../src/preprocessing/strokes.js";

/** @typedef {ReadonlyArray<ReadonlyArray<{x: number, y: number}>>} Drawing */

/** @type {Drawing[]} Ten drawings, one of each digit. */
export const digits = JSON.parse(await readFile(new URL("../src/app/examples.json", import.meta.url), "utf8")).digits;

/** @returns {Promise<string>} A new empty folder; it is deleted when the process ends. */
export async function temporaryFolder() {
  const folder = await mkdtemp(join(tmpdir(), "inkling-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/**
 * @param {string} folder  Gets a model.json and its weights.
 * @param {{side?: number, turn?: number, refuses?: boolean, activations?: string[], end?: string}} [options]  `side` is the side of the input:
 *     Inkling must refuse a model with another side than 28. `turn` is added to every label, so that two models can be told apart by
 *     their answers. A model that `refuses` has an eleventh output, for what is like no template, and thresholds. `activations` are
 *     operations that the logits go through, `end` is what makes probabilities of them.
 * @returns {Promise<string>} The path of the model.json.
 */
export async function writeModel(folder, { side = 28, turn = 0, refuses = false, activations = [], end = "Softmax" } = {}) {
  await mkdir(folder, { recursive: true });
  const { weights, bias } = templateWeights(turn, refuses);
  await writeFile(join(folder, "group1-shard1of1.bin"), Buffer.concat([bytes(weights), bytes(bias), bytes(Int32Array.of(-1, 784))]));
  const path = join(folder, "model.json");
  await writeFile(path, JSON.stringify(modelJson(side, refuses, activations, end)));
  return path;
}

/**
 * @param {string} folder  Of a model, as `writeModel` makes it.
 * @param {(model: any) => void} [change]  Changes the content of its model.json.
 * @returns {Promise<{path: string, blob: Blob}[]>} Its two files as a visitor chooses them, in a folder "mine".
 */
export async function chosenModel(folder, change = () => {}) {
  const model = JSON.parse(await readFile(join(folder, "model.json"), "utf8"));
  change(model);
  return [
    { path: "mine/model.json", blob: new Blob([JSON.stringify(model)]) },
    { path: "mine/group1-shard1of1.bin", blob: new Blob([await readFile(join(folder, "group1-shard1of1.bin"))]) },
  ];
}

/** @param {Float32Array | Int32Array} values */
const bytes = (values) => Buffer.from(values.buffer);

/**
 * @param {number} turn
 * @param {boolean} refuses
 */
function templateWeights(turn, refuses) {
  const answers = refuses ? 11 : 10;
  const templates = digits.map((strokes) => /** @type {Float64Array} */ (strokesToGrid(strokes)));
  const weights = new Float32Array(784 * answers);
  const bias = new Float32Array(answers);
  templates.forEach((template, digit) => {
    const label = (digit + turn) % 10;
    template.forEach((ink, i) => (weights[i * answers + label] = 0.5 * ink));
    bias[label] = -0.25 * template.reduce((sum, ink) => sum + ink * ink, 0);
  });
  return { weights, bias };
}

/**
 * @param {number} side
 * @param {boolean} refuses
 * @param {string[]} activations
 * @param {string} end
 */
function modelJson(side, refuses, activations, end) {
  const answers = refuses ? 11 : 10;
  const float = { type: "DT_FLOAT" };
  const shape = (/** @type {number[]} */ ...sides) => ({ dim: sides.map((size) => ({ size: String(size) })) });
  const constant = (/** @type {string} */ name, /** @type {string} */ type, /** @type {number[]} */ ...sides) => ({
    name,
    op: "Const",
    attr: { dtype: { type }, value: { tensor: { dtype: type, tensorShape: shape(...sides) } } },
  });
  return {
    format: "graph-model",
    userDefinedMetadata: {
      outputs: { probabilities: { node: "Identity:0", shape: [answers] }, features_1: { node: "pixels", shape: [784] } },
      ...(refuses && { thresholds: { digit: 0.5, sure: 0.9 } }),
    },
    signature: {
      inputs: { image: { name: "image:0", dtype: "DT_FLOAT", tensorShape: shape(-1, side, side, 1) } },
      outputs: { output: { name: "Identity:0", dtype: "DT_FLOAT", tensorShape: shape(-1, answers) } },
    },
    modelTopology: {
      node: [
        { name: "image", op: "Placeholder", attr: { dtype: float, shape: { shape: shape(-1, side, side, 1) } } },
        constant("weights", "DT_FLOAT", 784, answers),
        constant("bias", "DT_FLOAT", answers),
        constant("flat", "DT_INT32", 2),
        { name: "pixels", op: "Reshape", input: ["image", "flat"], attr: { T: float, Tshape: { type: "DT_INT32" } } },
        {
          name: "logits",
          op: "_FusedMatMul",
          input: ["pixels", "weights", "bias"],
          attr: {
            T: float,
            transpose_a: { b: false },
            transpose_b: { b: false },
            num_args: { i: "1" },
            epsilon: { f: 0 },
            fused_ops: { list: { s: [Buffer.from("BiasAdd").toString("base64")] } },
          },
        },
        ...activations.map((op, i) => ({ name: op, op, input: [activations[i - 1] ?? "logits"], attr: { T: float } })),
        { name: "softmax", op: end, input: [activations.at(-1) ?? "logits"], attr: { T: float } },
        { name: "Identity", op: "Identity", input: ["softmax"], attr: { T: float } },
      ],
      library: {},
      versions: { producer: 1575 },
    },
    weightsManifest: [
      {
        paths: ["group1-shard1of1.bin"],
        weights: [
          { name: "weights", shape: [784, answers], dtype: "float32" },
          { name: "bias", shape: [answers], dtype: "float32" },
          { name: "flat", shape: [2], dtype: "int32" },
        ],
      },
    ],
  };
}
