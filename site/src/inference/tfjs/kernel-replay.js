/**
 * Kernel replay: records the kernels that run for one image, and runs the same kernels again for other images.
 *
 * Our own, because TensorFlow.js has no such thing: its executor of graphs and its bookkeeping of tensors take a good part of the
 * time of a small network. The decision on the graph model, in the documentation, has the numbers.
 */
import * as tf from "@tensorflow/tfjs-core";

/** @typedef {import("@tensorflow/tfjs-core").TensorInfo} TensorInfo */
/** @typedef {(params: {inputs: any, attrs?: any, backend: any}) => TensorInfo | TensorInfo[]} Kernel */
/** @typedef {{kernel: Kernel, inputs: Record<string, TensorInfo>, attrs: object, outputs: TensorInfo[]}} Call  Of a kernel; its inputs may be a list. */

/**
 * @param {import("@tensorflow/tfjs-core").Tensor} input
 * @param {() => TensorInfo[]} compute  Runs kernels only, and the same ones whatever the input's values are.
 * @returns {(values: Float32Array) => Float32Array[]} The replay: computes the results for other values of the input's shape. The
 *     weights must not be disposed.
 */
export function recordKernels(input, compute) {
  /** @type {TensorInfo[]} */
  let results = [];
  const calls = callsDuring(() => (results = compute()));
  const backend = tf.backend();
  /** @type {Map<object, number>} For what is computed, its place in the order of computing; the input has place 0. */
  const places = new Map([[input.dataId, 0]]);
  let count = 1;
  const plan = calls.filter(computes).map(({ kernel, inputs, attrs, outputs }) => {
    const sources = Object.entries(inputs).map(([name, info]) => ({ name, info, place: places.get(info?.dataId) }));
    for (const { dataId } of outputs) places.set(dataId, count++);
    return { kernel, attrs, sources, isList: Array.isArray(inputs) };
  });
  const wanted = results.map(({ dataId }) => /** @type {number} */ (places.get(dataId)));

  return (values) => {
    const computed = [backend.write(values, input.shape, "float32")];
    try {
      for (const { kernel, attrs, sources, isList } of plan) {
        const inputs = /** @type {Record<string, TensorInfo>} */ (isList ? [] : {});
        for (const { name, info, place } of sources)
          inputs[name] = place === undefined ? info : { dataId: computed[place], shape: info.shape, dtype: info.dtype };
        const outputs = kernel({ inputs, attrs, backend });
        if (Array.isArray(outputs)) computed.push(...outputs.map(({ dataId }) => dataId));
        else computed.push(outputs.dataId);
      }
      return wanted.map((place) => /** @type {Float32Array} */ (backend.readSync(computed[place])));
    } finally {
      for (const dataId of computed) backend.disposeData(dataId);
    }
  };
}

/**
 * A kernel such as Reshape computes nothing: its output is its input's data with another shape, and every later kernel states that
 * shape itself.
 *
 * @param {Call} call
 */
function computes({ inputs, outputs }) {
  return !outputs.every(({ dataId }) => Object.values(inputs).some((info) => info?.dataId === dataId));
}

/**
 * @param {() => void} compute
 * @returns {Call[]} Every kernel that runs meanwhile, in order.
 */
function callsDuring(compute) {
  /** @type {Call[]} */
  const calls = [];
  const registered = tf.getKernelsForBackend(tf.getBackend());
  const kernels = registered.map(({ kernelFunc }) => /** @type {Kernel} */ (kernelFunc));
  registered.forEach((entry, i) => {
    entry.kernelFunc = (params) => {
      const found = kernels[i](params);
      calls.push({ kernel: kernels[i], inputs: /** @type {Record<string, TensorInfo>} */ (params.inputs), attrs: params.attrs ?? {}, outputs: [found].flat() });
      return found;
    };
  });
  try {
    compute();
  } finally {
    registered.forEach((entry, i) => (entry.kernelFunc = kernels[i]));
  }
  return calls;
}
