/**
 * Where everything that training needs lies in one memory: weights, gradients, moments, activations.
 *
 * @typedef {object} Layer  A matrix and its biases. Addresses in bytes.
 * @property {number} inputs  Values that are multiplied: of a convolution, those of a window.
 * @property {number} outputs
 * @property {number} input  Bytes of a row of inputs.
 * @property {number} output  Bytes of a row of outputs.
 * @property {number} weights  `inputs` rows of `output` bytes, and more rows of zeros up to `input` / 4.
 * @property {number} biases
 * @property {number} imageBytes  What the layer gets of one image: a row of inputs, or of a convolution the image.
 * @property {import("./convolution.js").Convolution | null} convolution  Null for a dense layer.
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
import { GRID } from "../../preprocessing/strokes.js";
import { WINDOW } from "./convolution.js";

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
 * @param {number[]} filters  Of each convolution.
 * @param {number[]} hidden  Widths of the hidden dense layers.
 * @returns {{inputs: number, outputs: number, side: number, channels: number}[]} The layers: what is multiplied, and the image that a
 *     convolution gets, or 0 x 0.
 */
export function shapesOf(filters, hidden) {
  let [side, channels] = [GRID, 1];
  const convolutions = filters.map((outputs) => {
    const shape = { inputs: WINDOW * WINDOW * channels, outputs, side, channels };
    [side, channels] = [pooledSide(side), outputs];
    return shape;
  });
  const widths = [side * side * channels, ...hidden, DIGITS];
  return [...convolutions, ...widths.slice(1).map((outputs, i) => ({ inputs: widths[i], outputs, side: 0, channels: 0 }))];
}

/**
 * @param {number} side  Pixels of an edge of an image.
 * @returns {number} Those that are left after a convolution and pooling.
 */
function pooledSide(side) {
  return Math.floor((side - WINDOW + 1) / 2);
}

/**
 * @param {number[]} filters  Of each convolution.
 * @param {number[]} hidden  Widths of the hidden dense layers.
 * @param {number} rows  Images at a time.
 * @returns {Layout}
 */
export function layoutOf(filters, hidden, rows) {
  let end = START;
  const take = (/** @type {number} */ bytes) => {
    end += bytes;
    return end - bytes;
  };
  const shapes = shapesOf(filters, hidden);
  const matrices = shapes.map(({ inputs, outputs }) => {
    const [input, output] = [rowBytes(inputs), rowBytes(outputs)];
    return { inputs, outputs, input, output, weights: take((input / 4) * output), biases: take(output) };
  });
  const size = end - START;
  const [gradients, means, squares] = [take(size), take(size), take(size)];
  const layers = matrices.map((matrix, i) => {
    const { side, channels } = shapes[i];
    if (side === 0) return { ...matrix, imageBytes: matrix.input, convolution: null };
    const places = side - WINDOW + 1;
    const count = rows * places * places;
    const convolution = {
      ...{ side, channels, filters: matrix.outputs, places, pooled: pooledSide(side) },
      windows: take(count * matrix.input),
      maps: take(count * matrix.output),
      windowErrors: i === 0 ? 0 : take(count * matrix.input),
      mapErrors: take(count * matrix.output),
      ...{ imageBytes: rowBytes(side * side * channels), windowBytes: matrix.input, placeBytes: matrix.output },
    };
    return { ...matrix, imageBytes: convolution.imageBytes, convolution };
  });
  const sizes = [...layers.map(({ imageBytes }) => imageBytes), rowBytes(DIGITS)];
  const activations = sizes.map((bytes) => take(rows * bytes));
  const errors = sizes.map((bytes, i) => (i === 0 ? 0 : take(rows * bytes)));
  return { layers, parameters: START, size, gradients, means, squares, activations, errors, bytes: end };
}
