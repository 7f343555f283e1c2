/**
 * Drawings to grids, for anyone who has strokes in a file and for the test that holds the Python twin to this one.
 *
 * Reads a JSON list of drawings on standard input, writes the JSON list of their grids (784 numbers, or null for a
 * drawing without ink) on standard output: `node site/grid.mjs < drawings.json > grids.json`
 */
import process from "node:process";
import { text } from "node:stream/consumers";
import { strokesToGrid } from "./src/grid.js";

try {
  const drawings = JSON.parse(await text(process.stdin));
  if (!Array.isArray(drawings)) throw new TypeError("Standard input must hold a JSON list of drawings.");
  const grids = drawings.map((strokes) => strokesToGrid(strokes));
  process.stdout.write(JSON.stringify(grids.map((grid) => grid && [...grid])) + "\n");
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
