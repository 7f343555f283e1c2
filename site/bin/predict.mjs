/**
 * Runs a model on many grids with the runtime of the page: `node site/bin/predict.mjs MODEL.json GRIDS.f32 OUT.f32`
 *
 * Reads raw little-endian float32: N times 784 values. Writes N times 10 or 11 and prints one line of JSON about the run. The export
 * step compares the answers with those of Keras.
 */
import process from "node:process";
import { command } from "./command.mjs";
import { readGrids, writeWhole } from "./grid-files.mjs";
import { PIXELS } from "../src/preprocessing/strokes.js";
import { createRecogniser } from "../src/inference/recogniser.js";
import { version } from "../src/inference/runtime.js";

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

await command(async () => `${JSON.stringify(await main(process.argv.slice(2)))}\n`);
