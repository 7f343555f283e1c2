import assert from "node:assert/strict";
import { test } from "node:test";
import { sameAnswer } from "../../src/element/same-answer.js";
import { inNode } from "../child.mjs";

test("on a server, where there are no elements, importing the element does nothing", async () => {
  const { code, stdout, stderr } = await inNode(`
    const { DigitPad } = await import(${JSON.stringify(new URL("../../src/element/digit-pad.js", import.meta.url).href)});
    console.log(typeof DigitPad, typeof HTMLElement);`);
  assert.deepEqual([code, stdout], [0, "function undefined\n"], stderr);
});

test("answers are the same when every field is", () => {
  const answer = /** @type {import("../../src/index.js").Answer} */ ({
    verdict: "digit",
    label: 3,
    confidence: 0.9,
    candidates: [3],
    probabilities: Float32Array.of(0.1, 0.9),
    grid: Float64Array.of(0, 1),
  });
  assert.ok(sameAnswer(answer, structuredClone(answer)));
  assert.ok(!sameAnswer(answer, null));
  for (const change of [
    { verdict: "unsure" },
    { label: 4 },
    { candidates: [3, 8] },
    { probabilities: null },
    { probabilities: Float32Array.of(0.2, 0.8) },
    { grid: Float64Array.of(1, 1) },
  ])
    assert.ok(!sameAnswer(answer, { ...answer, .../** @type {any} */ (change) }), JSON.stringify(change));
});
