/**
 * What a convolutional layer needs beside the multiplication of matrices in `kernels.js`: its windows as rows of a matrix, and the
 * largest of each four outputs. Each function has its counterpart for the gradient.
 *
 * Images lie in rows, height x width x channels. Places are those where a 3x3 window fits; pooling takes 2x2 of them.
 *
 * @typedef {object} Convolution  One such layer. Addresses and bytes.
 * @property {number} side  Pixels of an edge of its input.
 * @property {number} channels  Of its input.
 * @property {number} filters
 * @property {number} places  Pixels of an edge of what it computes.
 * @property {number} pooled  Pixels of an edge of what it gives.
 * @property {number} windows  The matrix of windows: `places` x `places` rows an image.
 * @property {number} maps  What it computes, before pooling: as many rows.
 * @property {number} windowErrors  The gradient of the windows; 0 for the first layer, which needs none.
 * @property {number} mapErrors  The gradient of the maps.
 * @property {number} imageBytes  From one image of its input to the next.
 * @property {number} windowBytes  From one window to the next.
 * @property {number} placeBytes  From one place of the maps to the next.
 */

/** Pixels of an edge of a window. */
export const WINDOW = 3;

/**
 * Copies every window of the images into a row of its own.
 *
 * @param {Float32Array} values
 * @param {number} images  Their address.
 * @param {number} rows  How many.
 * @param {Convolution} layer
 */
export function gather(values, images, rows, { imageBytes, windowBytes, side, channels, places, windows }) {
  const length = WINDOW * channels;
  const [row, line] = [windowBytes / 4, side * channels];
  let to = windows / 4;
  for (let image = 0; image < rows; image++) {
    const start = (images + image * imageBytes) / 4;
    for (let y = 0; y < places; y++) {
      for (let x = 0; x < places; x++, to += row) {
        const from = start + y * line + x * channels;
        for (let down = 0; down < WINDOW; down++) {
          for (let i = 0; i < length; i++) values[to + down * length + i] = values[from + down * line + i];
        }
      }
    }
  }
}

/**
 * Adds the gradient of each window to that of the image that it was copied from.
 *
 * @param {Float32Array} values
 * @param {number} errors  The address of the images' gradient.
 * @param {number} rows
 * @param {Convolution} layer
 */
export function scatter(values, errors, rows, { imageBytes, windowBytes, side, channels, places, windowErrors }) {
  const length = WINDOW * channels;
  const [row, line] = [windowBytes / 4, side * channels];
  let from = windowErrors / 4;
  values.fill(0, errors / 4, (errors + rows * imageBytes) / 4);
  for (let image = 0; image < rows; image++) {
    const start = (errors + image * imageBytes) / 4;
    for (let y = 0; y < places; y++) {
      for (let x = 0; x < places; x++, from += row) {
        const to = start + y * line + x * channels;
        for (let down = 0; down < WINDOW; down++) {
          for (let i = 0; i < length; i++) values[to + down * line + i] += values[from + down * length + i];
        }
      }
    }
  }
}

/**
 * Takes the largest of each 2x2 places, or 0 where all are below: ReLU and pooling in one.
 *
 * @param {Float32Array} values
 * @param {number} outputs  The address of what the layer gives.
 * @param {number} rows
 * @param {number} outputBytes  Of one image there.
 * @param {Convolution} layer
 */
export function pool(values, outputs, rows, outputBytes, layer) {
  everyPool(outputs, rows, outputBytes, layer, (to, corner, line, next) => {
    values[to] = Math.max(0, values[corner], values[corner + next], values[corner + line], values[corner + line + next]);
  });
}

/**
 * Gives the gradient of each pooled value to the place that it came from.
 *
 * @param {Float32Array} values
 * @param {number} errors  The address of the gradient of what the layer gives: 0 where ReLU or dropout turned a value off.
 * @param {number} rows
 * @param {number} outputBytes
 * @param {Convolution} layer
 */
export function unpool(values, errors, rows, outputBytes, layer) {
  const { maps, mapErrors, places, placeBytes } = layer;
  const shift = (mapErrors - maps) / 4;
  values.fill(0, mapErrors / 4, (mapErrors + rows * places * places * placeBytes) / 4);
  everyPool(errors, rows, outputBytes, layer, (from, corner, line, next) => {
    if (values[from] === 0) return;
    let largest = corner;
    if (values[corner + next] > values[largest]) largest = corner + next;
    if (values[corner + line] > values[largest]) largest = corner + line;
    if (values[corner + line + next] > values[largest]) largest = corner + line + next;
    values[largest + shift] = values[from];
  });
}

/**
 * @param {number} pooledAddress
 * @param {number} rows
 * @param {number} outputBytes
 * @param {Convolution} layer
 * @param {(pooled: number, corner: number, line: number, next: number) => void} visit  Gets the place of a pooled value, that of the
 *     upper left one of its four, and how far it is to the one below and to the one on the right.
 */
function everyPool(pooledAddress, rows, outputBytes, { placeBytes, filters, places, pooled, maps }, visit) {
  const next = placeBytes / 4;
  const line = places * next;
  for (let image = 0; image < rows; image++) {
    let at = (pooledAddress + image * outputBytes) / 4;
    const start = maps / 4 + image * places * line;
    for (let y = 0; y < pooled; y++) {
      for (let x = 0; x < pooled; x++) {
        const corner = start + 2 * y * line + 2 * x * next;
        for (let filter = 0; filter < filters; filter++, at++) visit(at, corner + filter, line, next);
      }
    }
  }
}
