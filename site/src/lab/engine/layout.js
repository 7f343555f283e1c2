/**
 * Where everything that training needs lies in one memory: weights, gradients, moments, activations.
 *
 * @typedef {object} Layer  A matrix and its biases. Addresses in bytes.
 * @property {number} inputs
 * @property {number} outputs
 * @property {number} input  Bytes of a row of inputs.
 * @property {number} output  Bytes of a row of outputs.
 * @property {number} weights  `inputs` rows of `output` bytes, and more rows of zeros up to `input` / 4.
 * @property {number} biases
 *
 * @typedef {object} Layout
 * @property {Layer[]} layers
 * @property {number} parameters  The address of all weights and biases.
 * @property {number} size  Their bytes.
 * @property {number} gradients  Gradient, then both moments of Adam: each of `size` bytes.
 * @property {number} means
 * @property {number} squares
 * @property {number[]} activations  The images, then what each layer gives: room for `rows` rows.
 * @property {number[]} errors  The gradient of each of these; 0 for the images, which need none.
 * @property {number} bytes  Of all.
 */
import { PIXELS } from "../../preprocessing/strokes.js";

/** Answers of a network: the digits. */
export const DIGITS = 10;

/** What stands at address 0 must not be taken for "no address". */
const START = 16;

/**
 * @param {number} count  Of values.
 * @returns {number} Bytes of a row that holds them.
 */
export function rowBytes(count) {
  return Math.ceil(count / 4) * 16;
}

/**
 * @param {number[]} hidden  Widths of the hidden layers.
 * @param {number} rows  Images at a time.
 * @returns {Layout}
 */
export function layoutOf(hidden, rows) {
  const widths = [PIXELS, ...hidden, DIGITS];
  let end = START;
  const take = (/** @type {number} */ bytes) => {
    end += bytes;
    return end - bytes;
  };
  const layers = hidden.concat(DIGITS).map((outputs, i) => {
    const [input, output] = [rowBytes(widths[i]), rowBytes(outputs)];
    return { inputs: widths[i], outputs, input, output, weights: take((input / 4) * output), biases: take(output) };
  });
  const size = end - START;
  const [gradients, means, squares] = [take(size), take(size), take(size)];
  const activations = widths.map((width) => take(rows * rowBytes(width)));
  const errors = widths.map((width, i) => (i === 0 ? 0 : take(rows * rowBytes(width))));
  return { layers, parameters: START, size, gradients, means, squares, activations, errors, bytes: end };
}
