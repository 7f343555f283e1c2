/**
 * Runs many grids through a model with the runtime of the page, and writes what its last layer reads of each:
 * `node site/bin/features.mjs MODEL.json GRIDS.f32 OUT.f32`
 *
 * Reads raw little-endian float32: N times 784 values. Writes N times as many as the model's features have, those of all members one
 * after the other, and prints one line of JSON about the run.
 */
import process from "node:process";
import { command } from "./command.mjs";
import { readGrids, writeWhole } from "./grid-files.mjs";
import { createRecogniser } from "../src/inference/recogniser.js";
import { PIXELS } from "../src/preprocessing/strokes.js";

/** @param {string[]} args */
async function main(args) {
  if (args.length !== 3) throw new Error("Name three files: node site/bin/features.mjs MODEL.json GRIDS.f32 OUT.f32");
  const [model, grids, out] = args;
  const values = await readGrids(grids);
  const recogniser = await createRecogniser({ model });
  const rows = await recogniser.features(values);
  const width = rows[0].length;
  const features = new Float32Array(rows.length * width);
  rows.forEach((row, i) => features.set(row, i * width));
  await writeWhole(out, new Uint8Array(features.buffer));
  return { images: values.length / PIXELS, features: width };
}

await command(async () => `${JSON.stringify(await main(process.argv.slice(2)))}\n`);
