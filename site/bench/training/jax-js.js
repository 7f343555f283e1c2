/** jax-js with its WebAssembly: the same step, compiled by `jit`. */
import { blockUntilReady, defaultDevice, grad, init, jit, nn, numpy as np, tree } from "@jax-js/jax";
import { BATCH, images, LAYERS, oneHot, throughput } from "./data.js";

const shapes = LAYERS.slice(1).map((outputs, i) => [LAYERS[i], outputs]);

/** @param {(inputs: number, outputs: number) => any} weights */
const parameters = (weights) => shapes.map(([inputs, outputs]) => [weights(inputs, outputs), np.zeros([outputs])]);

/** Arrays of jax-js are used up where they are used; `ref` keeps one. */
function loss(/** @type {any} */ weights, /** @type {any} */ x, /** @type {any} */ y) {
  let values = x;
  weights.forEach(([matrix, bias], i) => {
    values = np.matmul(values, matrix).add(bias);
    if (i + 1 < shapes.length) values = nn.relu(values);
  });
  return nn
    .logSoftmax(values)
    .mul(y)
    .sum()
    .mul(-1 / BATCH);
}

function adam(/** @type {any} */ weights, /** @type {any} */ means, /** @type {any} */ squares, /** @type {any} */ gradients) {
  const next = weights.map((/** @type {any[]} */ pair, /** @type {number} */ i) =>
    pair.map((weight, j) => {
      const gradient = gradients[i][j];
      const mean = means[i][j].mul(0.9).add(gradient.ref.mul(0.1));
      const square = squares[i][j].mul(0.999).add(gradient.ref.mul(gradient).mul(0.001));
      const step = mean.ref.mul(0.001).div(np.sqrt(square.ref).add(1e-7));
      return [weight.sub(step), mean, square];
    }),
  );
  return [0, 1, 2].map((part) => next.map((/** @type {any[][]} */ pair) => pair.map((three) => three[part])));
}

globalThis.measure = async (/** @type {string} */ device) => {
  await init();
  defaultDevice(device);
  const { training } = await images();
  const x = np.array(training.grids.slice(0, BATCH * 784)).reshape([BATCH, 784]);
  const y = np.array(oneHot(training.labels.subarray(0, BATCH))).reshape([BATCH, 10]);
  let weights = parameters((inputs, outputs) =>
    np.array(Float32Array.from({ length: inputs * outputs }, (_, i) => 0.05 * Math.sin(i))).reshape([inputs, outputs]),
  );
  let [means, squares] = [0, 1].map(() => parameters((inputs, outputs) => np.zeros([inputs, outputs])));
  const [gradient, update] = [jit(grad(loss)), jit(adam)];
  return throughput(async () => {
    const gradients = gradient(tree.ref(weights), x.ref, y.ref);
    [weights, means, squares] = update(weights, means, squares, gradients);
    await blockUntilReady(tree.ref(weights));
  });
};
