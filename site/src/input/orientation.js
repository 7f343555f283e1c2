/**
 * How a camera was held. It stores the picture as its sensor lies, and notes in the file how to turn it.
 *
 * Browsers disagree about that note: some ignore it for PNG and WebP, and Chromium loses it when a picture becomes a video frame. So
 * we read it ourselves, hide it from the browser, and turn the pixels.
 *
 * Source: Exif 2.32, tag 0x0112; PNG, chunk eXIf; WebP, chunk EXIF.
 */
const TAG = 0x0112;
/** A whole number of 16 bits, in the types of TIFF. */
const SHORT = 3;

/**
 * @typedef {object} Noted
 * @property {number} orientation  1 to 8; 1 is upright, and what a file without a note has.
 * @property {Uint8Array} bytes  The same picture without the note.
 */

/**
 * @param {Uint8Array} file  A JPEG, PNG or WebP, or anything else.
 * @returns {Noted}
 */
export function takeOrientation(file) {
  const upright = { orientation: 1, bytes: file };
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  try {
    const found = blockOf(view);
    if (found === null) return upright;
    const at = valueAt(view, found.start);
    if (at === null) return upright;
    const orientation = view.getUint16(at.offset, at.isLittle);
    if (orientation < 2 || orientation > 8) return upright;
    return { orientation, bytes: found.chunk ? without(file, found.chunk) : withOne(file, at) };
  } catch (error) {
    if (error instanceof RangeError) return upright; // The file is cut short: whoever decodes it will say so.
    throw error;
  }
}

/**
 * @param {import("../preprocessing/photo.js").Image} image  As it is stored.
 * @param {number} orientation
 * @returns {import("../preprocessing/photo.js").Image} Upright.
 */
export function turned({ values, width, height }, orientation) {
  if (orientation === 1) return { values, width, height };
  const isSwapped = orientation >= 5;
  const [columns, rows] = isSwapped ? [height, width] : [width, height];
  const [fromRight, fromBottom] = [[2, 3, 7, 8].includes(orientation), [3, 4, 6, 7].includes(orientation)];
  const upright = Float64Array.from({ length: columns * rows }, (_, i) => {
    const [column, row] = [i % columns, Math.floor(i / columns)];
    const [x, y] = isSwapped ? [row, column] : [column, row];
    return values[(fromBottom ? height - 1 - y : y) * width + (fromRight ? width - 1 - x : x)];
  });
  return { values: upright, width: columns, height: rows };
}

/**
 * @param {DataView} view
 * @param {number} start
 * @param {number} length
 * @returns {string} Bytes as Latin letters.
 */
const letters = (view, start, length) => String.fromCharCode(...Array.from({ length }, (_, i) => view.getUint8(start + i)));

/**
 * @param {DataView} view
 * @returns {{start: number, chunk?: [number, number]} | null} Where the note's block of TIFF begins, and for PNG, whose chunks have check
 *     sums, the chunk that holds it.
 */
function blockOf(view) {
  if (view.byteLength < 12) return null;
  if (view.getUint16(0) === 0xffd8) return inJpeg(view);
  if (letters(view, 0, 8) === "\x89PNG\r\n\x1a\n") return inPng(view);
  if (letters(view, 0, 4) === "RIFF" && letters(view, 8, 4) === "WEBP") return inWebp(view);
  return null;
}

/** @param {DataView} view */
function inJpeg(view) {
  for (let at = 2; view.getUint8(at) === 0xff; at += 2 + view.getUint16(at + 2)) {
    const marker = view.getUint8(at + 1);
    if (marker === 0xda) return null; // The pixels begin.
    if (marker === 0xe1 && letters(view, at + 4, 6) === "Exif\0\0") return { start: at + 10 };
  }
  return null;
}

/**
 * @param {DataView} view
 * @returns {{start: number, chunk: [number, number]} | null}
 */
function inPng(view) {
  for (let at = 8; at < view.byteLength; at += 12 + view.getUint32(at)) {
    if (letters(view, at + 4, 4) === "eXIf") return { start: at + 8, chunk: [at, at + 12 + view.getUint32(at)] };
  }
  return null;
}

/** @param {DataView} view */
function inWebp(view) {
  for (let at = 12; at < view.byteLength; at += 8 + view.getUint32(at + 4, true) + (view.getUint32(at + 4, true) % 2)) {
    if (letters(view, at, 4) === "EXIF") return { start: at + (letters(view, at + 8, 6) === "Exif\0\0" ? 14 : 8) };
  }
  return null;
}

/**
 * @param {DataView} view
 * @param {number} start  Of a block of TIFF.
 * @returns {{offset: number, isLittle: boolean} | null} Where the orientation is.
 */
function valueAt(view, start) {
  const isLittle = letters(view, start, 2) === "II";
  const directory = start + view.getUint32(start + 4, isLittle);
  for (let i = 0; i < view.getUint16(directory, isLittle); i++) {
    const entry = directory + 2 + 12 * i;
    if (view.getUint16(entry, isLittle) === TAG && view.getUint16(entry + 2, isLittle) === SHORT) return { offset: entry + 8, isLittle };
  }
  return null;
}

/**
 * @param {Uint8Array} file
 * @param {[number, number]} part
 */
function without(file, [from, to]) {
  const bytes = new Uint8Array(file.length - (to - from));
  bytes.set(file.subarray(0, from));
  bytes.set(file.subarray(to), from);
  return bytes;
}

/**
 * @param {Uint8Array} file
 * @param {{offset: number, isLittle: boolean}} at
 */
function withOne(file, { offset, isLittle }) {
  const bytes = new Uint8Array(file); // A copy.
  new DataView(bytes.buffer).setUint16(offset, 1, isLittle);
  return bytes;
}
