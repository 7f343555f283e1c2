/**
 * Makes PNG pictures for the tests, from grey pixels.
 */
import { deflateSync } from "node:zlib";
import { strokesToGrid } from "../../site/src/preprocessing/strokes.js";

/**
 * @param {(x: number, y: number) => number} grey  0 to 255.
 * @param {number} width
 * @param {number} height
 * @returns {Buffer}
 */
export function png(grey, width, height) {
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) rows[y * (width + 1) + 1 + x] = grey(x, y);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, 0], 8); // 8 bits of grey.
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), chunk("IHDR", head), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))]);
}

/**
 * @param {import("../../site/browser/demo-page.mjs").Drawing} strokes
 * @param {number} [zoom]
 * @returns {Buffer} Dark ink on light, slightly uneven paper, off the middle.
 */
export function photoOf(strokes, zoom = 12) {
  const grid = /** @type {Float64Array} */ (strokesToGrid(strokes));
  return png(
    (x, y) => {
      const [column, row] = [Math.floor((x - 60) / zoom), Math.floor((y - 20) / zoom)];
      const ink = column >= 0 && column < 28 && row >= 0 && row < 28 ? grid[row * 28 + column] : 0;
      return Math.round(215 + ((x * 7 + y * 13) % 9) - 160 * ink);
    },
    28 * zoom + 150,
    28 * zoom + 90,
  );
}

/**
 * @param {import("../../site/browser/demo-page.mjs").Drawing[]} drawings
 * @param {number} frame  Pixels.
 * @returns {Buffer} The drawings side by side on white, in a black frame.
 */
export function numberPhoto(drawings, frame) {
  const [zoom, side] = [6, 28 * 6];
  const grids = drawings.map((strokes) => /** @type {Float64Array} */ (strokesToGrid(strokes)));
  const [width, height] = [side * grids.length + 2 * frame, side + 2 * frame];
  const grey = (/** @type {number} */ x, /** @type {number} */ y) => {
    const [column, row] = [Math.floor((x - frame) / zoom), Math.floor((y - frame) / zoom)];
    if (x < frame || y < frame || x >= width - frame || y >= height - frame) return 0;
    return Math.round(255 - 230 * grids[Math.floor(column / 28)][row * 28 + (column % 28)]);
  };
  return png(grey, width, height);
}

/** @param {Buffer} bytes */
function crc32(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return ~sum >>> 0;
}

/**
 * @param {string} type
 * @param {Buffer} data
 */
function chunk(type, data) {
  const named = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}
