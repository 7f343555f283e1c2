/**
 * Makes a large image smaller: fewer pixels are faster, and their means have less noise.
 */

/** Images with a longer side of more pixels are averaged down, in whole blocks: a digit needs 20. */
const MOST = 640;
/** Each block is a pixel wider for so many pixels more. */
const STEP = 512;

/** @typedef {import("./photo.js").Image} Image */

/**
 * @param {Image} image
 * @returns {Image} The means of square blocks of a large image; a small image as it is. Blocks are whole pixels, so that paper of one
 *     colour stays of one colour.
 */
export function shrunk({ values, width, height }) {
  const block = Math.max(Math.ceil((Math.max(width, height) - MOST) / STEP), 0) + 1;
  if (block === 1) return { values, width, height };
  const [columns, rows] = [Math.max(Math.floor(width / block), 1), Math.max(Math.floor(height / block), 1)];
  const [across, down] = [Math.min(block, width), Math.min(block, height)];
  const means = new Float64Array(columns * rows);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      let sum = 0;
      for (let y = row * block; y < row * block + down; y++) {
        for (let x = column * block; x < column * block + across; x++) sum += values[y * width + x];
      }
      means[row * columns + column] = sum / (across * down);
    }
  }
  return { values: means, width: columns, height: rows };
}
