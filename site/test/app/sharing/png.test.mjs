import assert from "node:assert/strict";
import { test } from "node:test";
import { inflateSync } from "node:zlib";
import { inkPixels } from "../../../src/view/ink.js";
import { pngOf } from "../../../src/app/sharing/png.js";

test("a picture of two by two pixels is the file that the specification describes", async () => {
  const bytes = Buffer.from(await (await pngOf([0, 0.2, 0.6, 1], 2)).arrayBuffer());
  assert.equal(bytes.subarray(0, 33).toString("hex"), "89504e470d0a1a0a0000000d4948445200000002000000020800000000" + "57dd52f8");
  const length = bytes.readUInt32BE(33);
  assert.equal(bytes.subarray(37, 41).toString(), "IDAT");
  assert.deepEqual([...inflateSync(bytes.subarray(41, 41 + length))], [0, 0, 51, 0, 153, 255]);
  assert.equal(bytes.subarray(-12).toString("hex"), "0000000049454e44ae426082");
});

test("the ink of a saved picture is as wide as the pen, and round", () => {
  const pixels = inkPixels(
    [
      [
        { x: 0.5, y: 0.25 },
        { x: 0.5, y: 0.75 },
      ],
    ],
    200,
  );
  const row = (/** @type {number} */ y) => pixels.subarray(y * 200, (y + 1) * 200).reduce((sum, ink) => sum + ink, 0);
  assert.ok(Math.abs(row(100) - 10) < 0.1, `${row(100)}`);
  assert.ok(row(47) > 0 && row(47) < 10);
  assert.equal(row(43), 0);
});

test("a dot is saved as a dot", () => {
  const ink = inkPixels([[{ x: 0.5, y: 0.5 }]], 200).reduce((sum, value) => sum + value, 0);
  assert.ok(Math.abs(ink - Math.PI * 25) < 2, `${ink}`);
});
