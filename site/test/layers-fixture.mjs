/**
 * A model of layers, as Keras 2 saved them and as TensorFlow.js still does, that is small enough for tests.
 */
import { layers, sequential } from "@tensorflow/tfjs-layers";
import { startBackend } from "../src/inference/tfjs/backend.js";

/** @typedef {import("@tensorflow/tfjs-layers").LayersModel} LayersModel */

/**
 * @param {string} activation  Of the answer.
 * @returns {Promise<LayersModel>} Not trained: with random weights.
 */
export async function convnet(activation) {
  await startBackend();
  return sequential({
    layers: [
      layers.conv2d({ inputShape: [28, 28, 1], filters: 3, kernelSize: 5, strides: 3, activation: "relu" }),
      layers.batchNormalization(),
      layers.flatten(),
      layers.dropout({ rate: 0.5 }),
      layers.dense({ units: 10, activation: /** @type {any} */ (activation) }),
    ],
  });
}

/**
 * @param {LayersModel} model
 * @param {(text: string) => string} [change]  Of its model.json.
 * @returns {Promise<{path: string, blob: Blob}[]>} Its two files as a visitor chooses them.
 */
export async function layersFiles(model, change = (text) => text) {
  /** @type {any} */
  let kept;
  await model.save({
    async save(artifacts) {
      kept = artifacts;
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: "JSON" } };
    },
  });
  const json = { format: "layers-model", modelTopology: kept.modelTopology, weightsManifest: [{ paths: ["w.bin"], weights: kept.weightSpecs }] };
  return [
    { path: "model.json", blob: new Blob([change(JSON.stringify(json))]) },
    { path: "w.bin", blob: new Blob([kept.weightData]) },
  ];
}
