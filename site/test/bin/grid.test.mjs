import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import process from "node:process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { strokesToGrid } from "../../src/preprocessing/strokes.js";
import { digits } from "../fixture.mjs";

const script = fileURLToPath(new URL("../../bin/grid.mjs", import.meta.url));

test("grid.mjs turns a list of drawings into their grids, without rounding", () => {
  const printed = execFileSync(process.execPath, [script], { input: JSON.stringify([...digits, []]), encoding: "utf8" });
  const expected = digits.map((strokes) => [.../** @type {Float64Array} */ (strokesToGrid(strokes))]);
  assert.deepEqual(JSON.parse(printed), [...expected, null]);
});

test("grid.mjs refuses what is no list of drawings", () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script], { input: '{"strokes": []}', encoding: "utf8" });
  assert.equal(status, 1);
  assert.equal(stdout, "");
  assert.match(stderr, /JSON list of drawings/);
});
