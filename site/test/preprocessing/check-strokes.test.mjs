import assert from "node:assert/strict";
import { test } from "node:test";
import { checkStrokes } from "../../src/preprocessing/check-strokes.js";
import { digits } from "../fixture.mjs";

test("drawings pass, also those with points of a broken device", () => {
  for (const strokes of [[], [[]], digits[3], [[{ x: NaN, y: Infinity }, null, { x: null, y: 1 }]]]) checkStrokes(strokes);
});

for (const [what, strokes, sentence] of /** @type {[string, unknown, RegExp][]} */ ([
  ["no list", undefined, /^Strokes must be a list of strokes, each a list of \{x, y\} points, not undefined\.$/],
  ["one stroke", [{ x: 1, y: 2 }], /each a list of \{x, y\} points; stroke 1 is \{"x":1,"y":2\}\.$/],
  ["points as lists", [[{ x: 1, y: 2 }], [[10, 20]]], /^Points must be objects such as \{x: 10, y: 20\}, with numbers; point 1 of stroke 2 is \[10,20\]\.$/],
  ["numbers as text", [[{ x: "1", y: "2" }]], /point 1 of stroke 1 is \{"x":"1","y":"2"\}\.$/],
  ["text", [["1,2"]], /point 1 of stroke 1 is "1,2"\.$/],
  ["other names", [[{ X: 1, Y: 2 }]], /point 1 of stroke 1 is \{"X":1,"Y":2\}\.$/],
  ["something long", [[`${"1,".repeat(100)}`]], /point 1 of stroke 1 is "(1,)+1?…\.$/],
])) {
  test(`${what}: the sentence says what is expected`, () => {
    assert.throws(() => checkStrokes(strokes), { name: "TypeError", message: sentence });
  });
}
