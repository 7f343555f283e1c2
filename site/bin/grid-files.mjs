/**
 * Raw files of numbers, as the export step exchanges them with scripts: little-endian float32, one grid or answer after the other.
 */
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import process from "node:process";
import { PIXELS } from "../src/preprocessing/strokes.js";

const GRID_BYTES = PIXELS * Float32Array.BYTES_PER_ELEMENT;

/**
 * @param {string} path
 * @returns {Promise<Float32Array>} N times 784 values, N at least 1.
 */
export async function readGrids(path) {
  const bytes = await readFile(path).catch(() => {
    throw new Error(`The grids cannot be read from ${path}: check that the file is there.`);
  });
  if (bytes.length === 0 || bytes.length % GRID_BYTES !== 0) {
    throw new Error(`${path} holds ${bytes.length} bytes: a whole number of grids of ${GRID_BYTES} bytes belongs there.`);
  }
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

/**
 * @param {string} path
 * @param {Uint8Array} bytes
 */
export async function writeWhole(path, bytes) {
  const draft = `${path}.${process.pid}.part`;
  try {
    await writeFile(draft, bytes);
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw new Error(`The answers cannot be written to ${path}: check that its folder is there.`, { cause: error });
  }
}
