/**
 * From pixels to a PNG file, without a canvas: browsers that hide who visits add noise to what a canvas gives back.
 *
 * Source: the PNG specification, third edition, W3C 2025. The picture has 8 bits of grey for each pixel.
 */
import { SentenceError } from "../../errors.js";
import { t } from "../../words/sentence.js";

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/**
 * @param {ArrayLike<number>} grey  Row by row, 0 (black) to 1 (white).
 * @param {number} side  Of the square picture, in pixels.
 * @returns {Promise<Blob>}
 * @throws {Error} With one sentence, when the browser cannot compress.
 */
export async function pngOf(grey, side) {
  const rows = new Uint8Array(side * (side + 1)); // Each row begins with the number of its filter: 0 is none.
  for (let y = 0; y < side; y++) for (let x = 0; x < side; x++) rows[y * (side + 1) + 1 + x] = Math.round(255 * grey[y * side + x]);
  const head = new DataView(new ArrayBuffer(13));
  head.setUint32(0, side);
  head.setUint32(4, side);
  head.setUint8(8, 8); // Bits for each pixel. The zeros after it mean grey, and the usual compression, filters and order of rows.
  const parts = [SIGNATURE, chunk("IHDR", new Uint8Array(head.buffer)), chunk("IDAT", await deflated(rows)), chunk("IEND", new Uint8Array())];
  return new Blob(parts, { type: "image/png" });
}

/**
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
async function deflated(bytes) {
  if (typeof CompressionStream !== "function") throw new SentenceError(t("This browser cannot make a PNG: copy the link instead."));
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/**
 * @param {string} type
 * @param {Uint8Array} data
 * @returns {Uint8Array<ArrayBuffer>} Length, type, data, and a checksum of type and data.
 */
function chunk(type, data) {
  const bytes = new Uint8Array(data.length + 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  bytes.set(new TextEncoder().encode(type), 4);
  bytes.set(data, 8);
  view.setUint32(data.length + 8, checksum(bytes.subarray(4, data.length + 8)));
  return bytes;
}

/**
 * @param {Uint8Array} bytes
 * @returns {number} CRC-32.
 */
function checksum(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
