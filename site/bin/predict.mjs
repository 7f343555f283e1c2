/**
 * Runs a model on many grids with the runtime of the page: `node site/bin/predict.mjs MODEL.json GRIDS.f32 OUT.f32`
 *
 * Reads raw little-endian float32: N times 784 values. Writes N times 10 or 11 and prints one line of JSON about the run. The export
 * step compares the answers with those of Keras.
 */
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import process from "node:process";
import { command } from "./command.mjs";
import { PIXELS } from "../src/preprocessing/strokes.js";
import { createRecogniser } from "../src/inference/recogniser.js";
import { version } from "../src/inference/runtime.js";

const GRID_BYTES = PIXELS * Float32Array.BYTES_PER_ELEMENT;

/** @param {string[]} args */
async function main(args) {
  if (args.length !== 3) throw new Error("Name three files: node site/bin/predict.mjs MODEL.json GRIDS.f32 OUT.f32");
  const [model, grids, out] = args;
  const values = await readGrids(grids);
  const recogniser = await createRecogniser({ model });
  const start = performance.now();
  const answers = await recogniser.answers(values);
  const seconds = (performance.now() - start) / 1000;
  await writeWhole(out, new Uint8Array(answers.buffer));
  const { backend, simd } = recogniser;
  const images = values.length / PIXELS;
  return { backend, simd, images, seconds: Number(seconds.toFixed(3)), tfjs: version };
}

/**
 * @param {string} path
 * @returns {Promise<Float32Array>}
 */
async function readGrids(path) {
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
async function writeWhole(path, bytes) {
  const draft = `${path}.${process.pid}.part`;
  try {
    await writeFile(draft, bytes);
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw new Error(`The answers cannot be written to ${path}: check that its folder is there.`, { cause: error });
  }
}

await command(async () => `${JSON.stringify(await main(process.argv.slice(2)))}\n`);
