/**
 * Drawings to grids, for anyone who has strokes in a file and for the tests that hold the Python twin to this one.
 *
 * Reads a JSON list of drawings on standard input, or of images `{values, width, height}` of brightness, and writes the JSON list of their grids (784 numbers, or null for a
 * drawing without ink) on standard output: `node site/bin/grid.mjs < drawings.json > grids.json`
 */
import process from "node:process";
import { text } from "node:stream/consumers";
import { command } from "./command.mjs";
import { strokesToGrid } from "../src/preprocessing/strokes.js";
import { imageToGrid } from "../src/preprocessing/image.js";

await command(async () => {
  const drawings = JSON.parse(await text(process.stdin));
  if (!Array.isArray(drawings)) throw new TypeError("Standard input must hold a JSON list of drawings.");
  const grids = drawings.map((drawing) => (Array.isArray(drawing) ? strokesToGrid(drawing) : imageToGrid(drawing)));
  return JSON.stringify(grids.map((grid) => grid && [...grid])) + "\n";
});
