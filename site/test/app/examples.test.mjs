import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { EXAMPLES, STYLES } from "../../src/app/examples.js";

test("the names of the drawings to try are those of the drawings", async () => {
  const { digits, styles } = JSON.parse(await readFile(new URL("../../src/app/examples.json", import.meta.url), "utf8"));
  assert.deepEqual(
    STYLES.map(({ english }) => english),
    styles.map((/** @type {{what: string}} */ { what }) => what),
  );
  assert.equal(EXAMPLES.length, digits.length + styles.length);
});
