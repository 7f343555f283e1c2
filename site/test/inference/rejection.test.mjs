import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { digitsOf, verdictOf } from "../../src/inference/rejection.js";

const { cases } = JSON.parse(await readFile(new URL("../../../tests/vectors/rejection.json", import.meta.url), "utf8"));

for (const { why, answer, thresholds, ...expected } of cases) {
  test(why, () => {
    const { confidence, ...told } = verdictOf(answer === null ? null : Float32Array.from(answer), thresholds);
    assert.deepEqual(told, { verdict: expected.verdict, label: expected.label, candidates: expected.candidates });
    assert.ok(Math.abs(confidence - expected.confidence) < 1e-6);
  });
}

test("digits of probability 0 have shares of 0, not NaN", () => {
  assert.deepEqual([...digitsOf([...new Array(10).fill(0), 1])], new Array(10).fill(0));
});
