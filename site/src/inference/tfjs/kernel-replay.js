/**
 * What a network computes for one image, taped once and played again: the same kernels with the same attributes in the same
 * order, without the bookkeeping of graphs and tensors, which takes a good part of the time of a small network.
 */
import * as tf from "@tensorflow/tfjs-core";

/** @typedef {import("@tensorflow/tfjs-core").TensorInfo} TensorInfo */
/** @typedef {(params: {inputs: any, attrs?: any, backend: any}) => TensorInfo | TensorInfo[]} Kernel */
/** @typedef {{kernel: Kernel, inputs: Record<string, TensorInfo>, attrs: object, outputs: TensorInfo[]}} Step  Inputs may be a list. */

/**
 * @param {import("@tensorflow/tfjs-core").Tensor} input
 * @param {() => TensorInfo[]} compute  Made of kernels alone, and of the same ones whatever the input's values are.
 * @returns {(values: Float32Array) => Float32Array[]} Computes the results for other values of the input's shape. The weights
 *     must stay alive.
 */
export function taped(input, compute) {
  /** @type {TensorInfo[]} */
  let results = [];
  const steps = stepsOf(() => (results = compute()));
  const backend = tf.backend();
  /** @type {Map<object, number>} Which of the things that are made is meant, by what it was called on the tape. */
  const made = new Map([[input.dataId, 0]]);
  let count = 1;
  const plan = steps.filter(computes).map(({ kernel, inputs, attrs, outputs }) => {
    const sources = Object.entries(inputs).map(([name, info]) => ({ name, info, from: made.get(info?.dataId) }));
    for (const { dataId } of outputs) made.set(dataId, count++);
    return { kernel, attrs, sources, listed: Array.isArray(inputs) };
  });
  const wanted = results.map(({ dataId }) => /** @type {number} */ (made.get(dataId)));

  return (values) => {
    const now = [backend.write(values, input.shape, "float32")];
    try {
      for (const { kernel, attrs, sources, listed } of plan) {
        const inputs = /** @type {Record<string, TensorInfo>} */ (listed ? [] : {});
        for (const { name, info, from } of sources) inputs[name] = from === undefined ? info : { dataId: now[from], shape: info.shape, dtype: info.dtype };
        const found = kernel({ inputs, attrs, backend });
        if (Array.isArray(found)) now.push(...found.map(({ dataId }) => dataId));
        else now.push(found.dataId);
      }
      return wanted.map((place) => /** @type {Float32Array} */ (backend.readSync(now[place])));
    } finally {
      for (const dataId of now) backend.disposeData(dataId);
    }
  };
}

/**
 * A kernel such as Reshape gives its input's data another shape; whoever uses them names that shape again.
 *
 * @param {Step} step
 */
function computes({ inputs, outputs }) {
  return !outputs.every(({ dataId }) => Object.values(inputs).some((info) => info?.dataId === dataId));
}

/**
 * @param {() => void} compute
 * @returns {Step[]} Every kernel that runs meanwhile.
 */
function stepsOf(compute) {
  /** @type {Step[]} */
  const steps = [];
  const registered = tf.getKernelsForBackend(tf.getBackend());
  const kernels = registered.map(({ kernelFunc }) => /** @type {Kernel} */ (kernelFunc));
  registered.forEach((entry, i) => {
    entry.kernelFunc = (params) => {
      const found = kernels[i](params);
      steps.push({ kernel: kernels[i], inputs: /** @type {Record<string, TensorInfo>} */ (params.inputs), attrs: params.attrs ?? {}, outputs: [found].flat() });
      return found;
    };
  });
  try {
    compute();
  } finally {
    registered.forEach((entry, i) => (entry.kernelFunc = kernels[i]));
  }
  return steps;
}
