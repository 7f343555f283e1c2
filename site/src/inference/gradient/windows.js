/**
 * Operations that move a window over maps of height x width x channels, forwards and backwards: convolutions and pooling.
 *
 * @typedef {import("./operations.js").Operation} Operation
 *
 * @typedef {object} Window
 * @property {number[]} input  Height, width and channels of what is read.
 * @property {number[]} size  Height and width of the window.
 * @property {number} stride
 * @property {boolean} same  Whether there is a margin, so that with stride 1 the maps keep their size.
 */

/**
 * Source of the rules for margins: TensorFlow, "SAME" and "VALID".
 *
 * @param {Window} window
 */
function placesOf({ input: [height, width], size: [high, wide], stride, same }) {
  const along = (/** @type {number} */ side, /** @type {number} */ part) => {
    const count = same ? Math.ceil(side / stride) : Math.floor((side - part) / stride) + 1;
    return { count, margin: same ? Math.max(Math.floor(((count - 1) * stride + part - side) / 2), 0) : 0 };
  };
  const [down, across] = [along(height, high), along(width, wide)];
  /**
   * @param {(out: number, input: number, weight: number) => void} visit  Gets the places of a pixel of the output, of a pixel
   *     of the input that it reads, and of the weight between them; each without channels.
   */
  const each = (visit) => {
    for (let y = 0; y < down.count; y++) {
      for (let x = 0; x < across.count; x++) {
        for (let row = 0; row < high; row++) {
          const top = y * stride - down.margin + row;
          if (top < 0 || top >= height) continue;
          for (let column = 0; column < wide; column++) {
            const left = x * stride - across.margin + column;
            if (left >= 0 && left < width) visit(y * across.count + x, top * width + left, row * wide + column);
          }
        }
      }
    }
  };
  return { pixels: down.count * across.count, shape: [down.count, across.count], each };
}

/**
 * @param {Window} window
 * @param {ArrayLike<number>} weights  Window x channels read x channels made.
 * @param {number} made  Channels.
 * @returns {Operation}
 */
export function convolution(window, weights, made) {
  const { pixels, shape, each } = placesOf(window);
  const read = window.input[2];
  return {
    shape: [...shape, made],
    forward([input]) {
      const output = new Float32Array(pixels * made);
      each((out, at, weight) => {
        for (let from = 0; from < read; from++) {
          const value = input[at * read + from];
          if (value === 0) continue; // Half of what a ReLU gives, and most of a drawing.
          const [first, start] = [(weight * read + from) * made, out * made];
          for (let to = 0; to < made; to++) output[start + to] += value * weights[first + to];
        }
      });
      return output;
    },
    backward(gradient) {
      const result = new Float32Array(window.input[0] * window.input[1] * read);
      each((out, at, weight) => {
        const start = out * made;
        for (let from = 0; from < read; from++) {
          const first = (weight * read + from) * made;
          let sum = 0;
          for (let to = 0; to < made; to++) sum += gradient[start + to] * weights[first + to];
          result[at * read + from] += sum;
        }
      });
      return [result];
    },
  };
}

/**
 * @param {Window} window
 * @param {ArrayLike<number>} weights  Window x channels.
 * @returns {Operation} A convolution of each channel by itself.
 */
export function depthwise(window, weights) {
  const { pixels, shape, each } = placesOf(window);
  const channels = window.input[2];
  return {
    shape: [...shape, channels],
    forward([input]) {
      const output = new Float32Array(pixels * channels);
      each((out, at, weight) => {
        for (let k = 0; k < channels; k++) output[out * channels + k] += input[at * channels + k] * weights[weight * channels + k];
      });
      return output;
    },
    backward(gradient) {
      const result = new Float32Array(window.input[0] * window.input[1] * channels);
      each((out, at, weight) => {
        for (let k = 0; k < channels; k++) result[at * channels + k] += gradient[out * channels + k] * weights[weight * channels + k];
      });
      return [result];
    },
  };
}

/**
 * @param {Window} window
 * @returns {Operation} The largest value of each window; backwards, the first one of equal values counts.
 */
export function maxPool(window) {
  const { pixels, shape, each } = placesOf(window);
  const channels = window.input[2];
  return {
    shape: [...shape, channels],
    forward([input]) {
      const output = new Float32Array(pixels * channels).fill(-Infinity);
      each((out, at) => {
        for (let k = 0; k < channels; k++) output[out * channels + k] = Math.max(output[out * channels + k], input[at * channels + k]);
      });
      return output;
    },
    backward(gradient, [input], output) {
      const result = new Float32Array(input.length);
      const left = Float32Array.from(gradient);
      each((out, at) => {
        for (let k = 0; k < channels; k++) {
          const to = out * channels + k;
          if (input[at * channels + k] !== output[to]) continue;
          result[at * channels + k] += left[to];
          left[to] = 0;
        }
      });
      return [result];
    },
  };
}
