/** TensorFlow.js, as its own examples train: `model.fit` with the backend that it chooses, or with the one that is named. */
import * as tf from "@tensorflow/tfjs";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { BATCH, images, LAYERS, oneHot, throughput } from "./data.js";

/** @param {string} backend  Empty for its own choice. */
async function start(backend) {
  tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  setWasmPaths("./");
  if (backend && !(await tf.setBackend(backend))) throw new Error(`The backend ${backend} of TensorFlow.js did not start.`);
  await tf.ready();
}

/**
 * @param {number[]} widths
 * @param {number} rate
 */
function network(widths, rate) {
  const last = widths.length - 1;
  const layers = widths
    .slice(1)
    .map((units, i) => tf.layers.dense({ units, activation: i + 1 === last ? "softmax" : "relu", inputShape: i === 0 ? [widths[0]] : undefined }));
  const model = tf.sequential({ layers });
  model.compile({ optimizer: tf.train.adam(rate), loss: "categoricalCrossentropy", metrics: ["accuracy"] });
  return model;
}

async function tensors() {
  const { training, test } = await images();
  const pair = (/** @type {{grids: Float32Array, labels: Uint8Array}} */ { grids, labels }) => [
    tf.tensor2d(grids, [labels.length, 784]),
    tf.tensor2d(oneHot(labels), [labels.length, 10]),
  ];
  return { training: pair(training), test: pair(test) };
}

globalThis.measure = async (/** @type {string} */ backend) => {
  await start(backend);
  const [grids, labels] = (await tensors()).training;
  const model = network(LAYERS, 0.001);
  const [x, y] = [grids.slice(0, BATCH), labels.slice(0, BATCH)];
  return throughput(() => model.trainOnBatch(x, y));
};

/**
 * @param {string} backend
 * @param {{layers: number[], rate: number, target: number, limit: number}} race  `limit` in seconds.
 */
globalThis.race = async (backend, { layers, rate, target, limit }) => {
  await start(backend);
  const { training, test } = await tensors();
  const model = network([784, ...layers, 10], rate);
  let reached = null;
  let accuracy = 0;
  const begin = performance.now();
  const seconds = () => (performance.now() - begin) / 1000;
  async function read() {
    const [, share] = /** @type {any[]} */ (model.evaluate(test[0], test[1], { batchSize: 500 }));
    accuracy = (await share.data())[0];
    if (accuracy >= target) reached ??= seconds();
  }
  let batches = 0;
  await model.fit(training[0], training[1], {
    batchSize: BATCH,
    epochs: 100,
    verbose: 0,
    yieldEvery: "never",
    callbacks: {
      onBatchEnd: async () => {
        batches++;
        if (batches % 40 === 0) await read(); // Half as often as our page, in its favour.
        if (reached !== null || seconds() > limit) model.stopTraining = true;
      },
    },
  });
  return { backend: tf.getBackend(), seconds: reached, accuracy };
};
