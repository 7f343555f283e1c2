/**
 * Trains a network of convolutions and dense layers: ReLU, pooling, dropout, softmax, cross-entropy, Adam, batches in an order that the
 * seed decides. The same as the project's recipes for such networks do with Keras: weights from Glorot's uniform distribution (2010),
 * biases 0.
 *
 * Pure: no page, no clock. The same settings give the same numbers each time in the same browser.
 *
 * @typedef {object} Settings
 * @property {number[]} filters  Of each convolution, none to two: 3x3 windows, and then the largest of each 2x2.
 * @property {number[]} layers  Widths of the hidden dense layers, none to three.
 * @property {number} dropout  The share of what the dense layers get that is off in each batch, 0 to 0.9; the image stays.
 * @property {number} rate  Adam's learning rate.
 * @property {number} batch  Images a step.
 * @property {number} epochs
 * @property {number} seed
 *
 * @typedef {object} Images  Row by row, 784 values of 0 to 1 an image.
 * @property {Float32Array} grids
 * @property {Uint8Array} labels
 *
 * @typedef {{loss: number, accuracy: number}} Score  The mean cross-entropy, and the share that is right.
 */
import { PIXELS } from "../../preprocessing/strokes.js";
import { gather, pool, scatter, unpool, WINDOW } from "./convolution.js";
import { BETA_1, BETA_2 } from "./kernels.js";
import { DIGITS, layoutOf } from "./layout.js";
import { randomFrom, shuffled } from "./random.js";

/** Adam's epsilon, as Keras sets it. */
const EPSILON = 1e-7;

/** Images at a time: the gradient of a larger batch is summed up. */
const MOST_ROWS = 128;

export class Trainer {
  /** Steps that were made. */
  steps = 0;

  /**
   * @param {Settings} settings
   * @param {Images} training
   * @param {(memory: WebAssembly.Memory) => Promise<import("./kernels.js").Kernels>} startKernels
   */
  static async create(settings, training, startKernels) {
    const layout = layoutOf(settings.filters, settings.layers, MOST_ROWS);
    const memory = new WebAssembly.Memory({ initial: Math.ceil(layout.bytes / 65_536) });
    return new Trainer(settings, training, layout, memory, await startKernels(memory));
  }

  /**
   * @param {Settings} settings
   * @param {Images} training
   * @param {import("./layout.js").Layout} layout
   * @param {WebAssembly.Memory} memory
   * @param {import("./kernels.js").Kernels} kernels
   */
  constructor(settings, training, layout, memory, kernels) {
    this.settings = settings;
    this.training = training;
    this.layout = layout;
    this.values = new Float32Array(memory.buffer);
    this.kernels = kernels;
    this.random = randomFrom(settings.seed);
    this.order = new Uint32Array(0);
    this.#initialise();
  }

  get stepsPerEpoch() {
    return Math.ceil(this.training.labels.length / this.settings.batch);
  }

  get isDone() {
    return this.steps >= this.stepsPerEpoch * this.settings.epochs;
  }

  /** @returns {{images: number, loss: number, right: number}} Sums over the batch, before it was learned from. */
  step() {
    const place = this.steps % this.stepsPerEpoch;
    if (place === 0) this.order = shuffled(this.training.labels.length, this.random);
    const chosen = this.order.subarray(place * this.settings.batch, (place + 1) * this.settings.batch);
    const sums = { images: chosen.length, loss: 0, right: 0 };
    for (let start = 0; start < chosen.length; start += MOST_ROWS) this.#learn(chosen.subarray(start, start + MOST_ROWS), sums);
    this.steps++;
    this.#update();
    return sums;
  }

  /**
   * Adds to the gradient, and to the sums, what a part of a batch says.
   *
   * @param {Uint32Array} chosen  The images.
   * @param {{images: number, loss: number, right: number}} sums  `images` is the size of the whole batch.
   */
  #learn(chosen, sums) {
    const [images] = this.layout.activations;
    chosen.forEach((image, row) => this.values.set(this.training.grids.subarray(image * PIXELS, (image + 1) * PIXELS), images / 4 + row * PIXELS));
    this.#forward(chosen.length, this.settings.dropout);
    this.#compare(chosen, sums);
    this.#backward(chosen.length);
  }

  /**
   * @param {Float32Array} grids  N x 784.
   * @returns {Float32Array} N x 10 probabilities.
   */
  answer(grids) {
    const count = grids.length / PIXELS;
    const answers = new Float32Array(count * DIGITS);
    for (let start = 0; start < count; start += MOST_ROWS) {
      const rows = Math.min(MOST_ROWS, count - start);
      this.values.set(grids.subarray(start * PIXELS, (start + rows) * PIXELS), this.layout.activations[0] / 4);
      this.#forward(rows, 0);
      for (let row = 0; row < rows; row++) answers.set(this.#softmax(row), (start + row) * DIGITS);
    }
    return answers;
  }

  /**
   * @returns {{kernel: Float32Array, bias: Float32Array, inputs: number, outputs: number}[]} A copy of all weights, without padding: of
     each layer `inputs` x `outputs`, and `outputs`. The inputs of a convolution are its window, row by row, channel by channel.
   */
  weights() {
    return this.layout.layers.map(({ inputs, outputs, output, weights, biases }) => {
      const kernel = new Float32Array(inputs * outputs);
      for (let i = 0; i < inputs; i++) kernel.set(this.#at(weights + i * output, outputs), i * outputs);
      return { kernel, bias: this.#at(biases, outputs).slice(), inputs, outputs };
    });
  }

  /** @param {{kernel: Float32Array, bias: Float32Array}[]} weights  As `weights` gives them, of a network of the same widths. */
  setWeights(weights) {
    this.layout.layers.forEach(({ inputs, outputs, output, ...layer }, l) => {
      for (let i = 0; i < inputs; i++) this.#at(layer.weights + i * output, outputs).set(weights[l].kernel.subarray(i * outputs, (i + 1) * outputs));
      this.#at(layer.biases, outputs).set(weights[l].bias);
    });
  }

  /**
   * @param {number} address
   * @param {number} count
   */
  #at(address, count) {
    return this.values.subarray(address / 4, address / 4 + count);
  }

  #initialise() {
    for (const { inputs, outputs, output, weights, convolution } of this.layout.layers) {
      const fan = convolution ? outputs * WINDOW * WINDOW : outputs; // How many outputs each input has a part in.
      const limit = Math.sqrt(6 / (inputs + fan));
      for (let i = 0; i < inputs; i++) {
        const row = this.#at(weights + i * output, outputs);
        for (let j = 0; j < outputs; j++) row[j] = limit * (2 * this.random() - 1);
      }
    }
  }

  /**
   * @param {number} rows
   * @param {number} dropout
   */
  #forward(rows, dropout) {
    const { layers, activations } = this.layout;
    layers.forEach(({ weights, biases, input, output, convolution }, i) => {
      const [from, to, next] = [activations[i], activations[i + 1], layers[i + 1]];
      if (convolution) {
        gather(this.values, from, rows, convolution);
        this.kernels.forward(convolution.windows, weights, biases, convolution.maps, rows * convolution.places ** 2, input, output);
        pool(this.values, to, rows, next.imageBytes, convolution);
      } else this.kernels.forward(from, weights, biases, to, rows, input, output);
      if (next && !next.convolution) this.#activate(this.#at(to, (rows * next.imageBytes) / 4), dropout);
    });
  }

  /**
   * ReLU, then dropout; what stays on is scaled up, so that the sum stays the same on average.
   *
   * @param {Float32Array} values
   * @param {number} dropout
   */
  #activate(values, dropout) {
    const scale = 1 / (1 - dropout);
    for (let i = 0; i < values.length; i++) {
      if (values[i] <= 0 || (dropout > 0 && this.random() < dropout)) values[i] = 0;
      else values[i] *= scale;
    }
  }

  /**
   * Puts the gradient of the loss by the last layer's outputs beside them.
   *
   * @param {Uint32Array} chosen  The images.
   * @param {{images: number, loss: number, right: number}} sums
   */
  #compare(chosen, sums) {
    const { layers, errors } = this.layout;
    const { output } = layers[layers.length - 1];
    chosen.forEach((image, row) => {
      const label = this.training.labels[image];
      const answer = this.#softmax(row);
      sums.loss -= Math.log(Math.max(answer[label], 1e-7));
      sums.right += Number(best(answer) === label);
      answer[label] -= 1;
      this.#at(errors[layers.length] + row * output, DIGITS).set(answer.map((value) => value / sums.images));
    });
  }

  /**
   * @param {number} row
   * @returns {Float32Array} The probabilities of one image.
   */
  #softmax(row) {
    const { layers, activations } = this.layout;
    const logits = this.#at(activations[layers.length] + row * layers[layers.length - 1].output, DIGITS);
    let [largest, sum] = [-Infinity, 0];
    for (const logit of logits) largest = Math.max(largest, logit);
    const answer = logits.map((logit) => Math.exp(logit - largest));
    for (const value of answer) sum += value;
    return answer.map((value) => value / sum);
  }

  /** @param {number} rows */
  #backward(rows) {
    const { layers, activations, errors, parameters, gradients } = this.layout;
    const shift = gradients - parameters;
    const scale = 1 / (1 - this.settings.dropout);
    for (let i = layers.length - 1; i >= 0; i--) {
      const { weights, biases, input, output, convolution } = layers[i];
      const [gw, gb] = [weights + shift, biases + shift];
      if (!convolution) {
        this.kernels.backward(activations[i], weights, errors[i + 1], gw, gb, errors[i], rows, input, output, scale);
        continue;
      }
      const { windows, mapErrors, windowErrors, places } = convolution;
      unpool(this.values, errors[i + 1], rows, layers[i + 1].imageBytes, convolution);
      this.kernels.backward(windows, weights, mapErrors, gw, gb, windowErrors, rows * places ** 2, input, output, 1);
      if (i > 0) scatter(this.values, errors[i], rows, convolution);
    }
  }

  #update() {
    const { parameters, gradients, means, squares, size } = this.layout;
    const root = Math.sqrt(1 - BETA_2 ** this.steps);
    const rate = (this.settings.rate * root) / (1 - BETA_1 ** this.steps);
    this.kernels.adam(parameters, gradients, means, squares, size, rate, EPSILON * root);
  }
}

/**
 * @param {ArrayLike<number>} values
 * @returns {number} The place of the largest.
 */
export function best(values) {
  let place = 0;
  for (let i = 1; i < values.length; i++) if (values[i] > values[place]) place = i;
  return place;
}

/**
 * @param {Float32Array} answers  N x 10 probabilities.
 * @param {Uint8Array} labels
 * @returns {Score}
 */
export function scoreOf(answers, labels) {
  let [loss, right] = [0, 0];
  labels.forEach((label, i) => {
    const answer = answers.subarray(i * DIGITS, (i + 1) * DIGITS);
    loss -= Math.log(Math.max(answer[label], 1e-7));
    right += Number(best(answer) === label);
  });
  return { loss: loss / labels.length, accuracy: right / labels.length };
}
