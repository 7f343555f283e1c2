/**
 * Turns drawings into grids: `node site/bin/grid.mjs < drawings.json > grids.json`. The tests compare the Python twin with it.
 *
 * Reads a JSON list on standard input: of drawings, or of images `{values, width, height}` of brightness. Writes the JSON list of their
 * grids on standard output: 784 numbers each, or null where there is no ink.
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
  return `${JSON.stringify(grids.map((grid) => grid && [...grid]))}\n`;
});
