import assert from "node:assert/strict";
import { test } from "node:test";
import { readUnipen } from "../../bench/unipen.mjs";

const TEXT = `.VERSION 1.0
.SEGMENT DIGIT 0-1 ? "4"
.COMMENT  4  27
.PEN_DOWN
  10  20
  30 -40
.PEN_UP
.PEN_DOWN
  5  6
.PEN_UP
.SEGMENT DIGIT 2-2 ? "1"
.COMMENT  1  28
.PEN_DOWN
  7  8
.PEN_UP
`;

test("a segment is a label, its writer and its strokes, with y turned to grow downwards", () => {
  assert.deepEqual(readUnipen(TEXT), [
    {
      label: 4,
      writer: "27",
      strokes: [
        [
          { x: 10, y: -20 },
          { x: 30, y: 40 },
        ],
        [{ x: 5, y: -6 }],
      ],
    },
    { label: 1, writer: "28", strokes: [[{ x: 7, y: -8 }]] },
  ]);
});

test("text that is not UNIPEN holds no sample", () => {
  assert.deepEqual(readUnipen("<!doctype html>"), []);
});
