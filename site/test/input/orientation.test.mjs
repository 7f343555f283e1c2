import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { takeOrientation, turned } from "../../src/input/orientation.js";

const folder = fileURLToPath(new URL("../../../tests/vectors/orientation/", import.meta.url));
const ORIENTATIONS = [1, 2, 3, 4, 5, 6, 7, 8];
const KINDS = ["jpg", "png", "webp"];

/** Rows of the picture "abc / def" as cameras store it: position 0 in the list is orientation 1. */
const STORED = [
  ["abc", "def"],
  ["cba", "fed"],
  ["fed", "cba"],
  ["def", "abc"],
  ["ad", "be", "cf"],
  ["cf", "be", "ad"],
  ["fc", "eb", "da"],
  ["da", "eb", "fc"],
];

/** @param {string[]} rows */
const image = (rows) => ({
  values: Float64Array.from([...rows.join("")], (letter) => letter.charCodeAt(0)),
  width: rows[0].length,
  height: rows.length,
});

test("the orientation is found in JPEG, PNG and WebP, and then the file has none", () => {
  for (const kind of KINDS) {
    for (const orientation of ORIENTATIONS) {
      const file = new Uint8Array(readFileSync(join(folder, `${orientation}.${kind}`)));
      const before = file.slice();
      const found = takeOrientation(file);
      assert.equal(found.orientation, orientation, `${orientation}.${kind}`);
      assert.equal(takeOrientation(found.bytes).orientation, 1);
      assert.deepEqual(file, before, "the file of the visitor is left as it is");
    }
  }
});

test("a picture in each of the eight orientations is turned upright", () => {
  for (const orientation of ORIENTATIONS) assert.deepEqual(turned(image(STORED[orientation - 1]), orientation), image(STORED[0]), `${orientation}`);
});

test("a file that is cut anywhere, or is no picture, is upright", () => {
  for (const kind of KINDS) {
    const file = new Uint8Array(readFileSync(join(folder, `6.${kind}`)));
    for (let length = 0; length < file.length; length += 3) {
      const { orientation, bytes } = takeOrientation(file.slice(0, length));
      assert.ok(orientation === 1 || orientation === 6);
      assert.ok(bytes.length <= length);
    }
  }
  const text = new TextEncoder().encode("This is no picture at all.");
  assert.deepEqual(takeOrientation(text), { orientation: 1, bytes: text });
});
