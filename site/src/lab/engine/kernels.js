/**
 * The arithmetic of training. Twice: as WebAssembly, which computes four numbers at a time, and in plain JavaScript for browsers
 * without that. Both leave out what is multiplied by zero: four of five pixels are white, and half of the hidden units are off.
 *
 * A matrix of inputs by outputs is stored a row an input. Rows are padded with zeros to a multiple of four values. Addresses and sizes
 * are in bytes.
 *
 * @typedef {object} Kernels
 * @property {(x: number, w: number, b: number, y: number, rows: number, input: number, output: number) => void} forward  y = x w + b for
 *     `rows` images; `input` and `output` are the bytes of a row of x and of y.
 * @property {(x: number, w: number, d: number, gw: number, gb: number, dx: number, rows: number, input: number, output: number,
 *     scale: number) => void} backward  Adds to gw and gb the gradient of a layer whose outputs have the gradient d. At dx, where it
 *     is not 0, puts the gradient of the inputs times `scale`, and 0 where an input is 0: a ReLU or dropout turned it off.
 * @property {(p: number, g: number, m: number, v: number, size: number, rate: number, epsilon: number) => void} adam  A step of Adam
 *     (Kingma and Ba 2015, section 2, last paragraph: both corrections are in `rate` and `epsilon`). Sets the gradient to 0.
 */

/** Moments of Adam, as Keras sets them. `kernels.wat` holds them, too. */
export const [BETA_1, BETA_2] = [0.9, 0.999];

/**
 * @param {BufferSource} wasm  What the build made of `kernels.wat`.
 * @param {WebAssembly.Memory} memory
 * @returns {Promise<Kernels>}
 * @throws {WebAssembly.CompileError} When the browser has no SIMD, or its policy forbids WebAssembly.
 */
export async function wasmKernels(wasm, memory) {
  const { instance } = await WebAssembly.instantiate(wasm, { engine: { memory } });
  return /** @type {any} */ (instance.exports);
}

/**
 * @param {WebAssembly.Memory} memory
 * @returns {Kernels}
 */
export function scriptKernels({ buffer }) {
  const values = new Float32Array(buffer);

  /** @type {Kernels["forward"]} */
  function forward(x, w, b, y, rows, input, output) {
    const [ins, outs] = [input / 4, output / 4];
    for (let row = 0, at = x / 4, to = y / 4; row < rows; row++, at += ins, to += outs) {
      values.copyWithin(to, b / 4, b / 4 + outs);
      for (let i = 0, from = w / 4; i < ins; i++, from += outs) {
        const value = values[at + i];
        if (value !== 0) for (let j = 0; j < outs; j++) values[to + j] += value * values[from + j];
      }
    }
  }

  /** @type {Kernels["backward"]} */
  function backward(x, w, d, gw, gb, dx, rows, input, output, scale) {
    const [ins, outs] = [input / 4, output / 4];
    for (let row = 0, at = x / 4, from = d / 4, to = dx / 4; row < rows; row++, at += ins, from += outs, to += ins) {
      for (let j = 0; j < outs; j++) values[gb / 4 + j] += values[from + j];
      for (let i = 0, matrix = w / 4, gradient = gw / 4; i < ins; i++, matrix += outs, gradient += outs) {
        const value = values[at + i];
        if (value !== 0) for (let j = 0; j < outs; j++) values[gradient + j] += value * values[from + j];
        if (dx !== 0) values[to + i] = value === 0 ? 0 : scale * dot(matrix, from, outs);
      }
    }
  }

  /**
   * @param {number} a
   * @param {number} b
   * @param {number} count
   */
  function dot(a, b, count) {
    let sum = 0;
    for (let j = 0; j < count; j++) sum += values[a + j] * values[b + j];
    return sum;
  }

  /** @type {Kernels["adam"]} */
  function adam(p, g, m, v, size, rate, epsilon) {
    for (let i = 0; i < size / 4; i++) {
      const gradient = values[g / 4 + i];
      const mean = BETA_1 * values[m / 4 + i] + (1 - BETA_1) * gradient;
      const square = BETA_2 * values[v / 4 + i] + (1 - BETA_2) * gradient * gradient;
      values[m / 4 + i] = mean;
      values[v / 4 + i] = square;
      values[p / 4 + i] -= (rate * mean) / (Math.sqrt(square) + epsilon);
      values[g / 4 + i] = 0;
    }
  }

  return { forward, backward, adam };
}
