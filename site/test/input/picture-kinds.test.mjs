import assert from "node:assert/strict";
import { test } from "node:test";
import { unreadable } from "../../src/input/picture-kinds.js";

/** @param {string} start */
const said = (start) => `${unreadable(Uint8Array.from(start, (letter) => letter.charCodeAt(0)))}`;

test("a file that the browser cannot decode is named, with what to do", () => {
  assert.match(said("\0\0\0\x18ftypheic\0\0\0\0mif1"), /^That is a HEIC picture.*: share it as a JPEG/);
  assert.match(said("\0\0\0\x18ftypmif1\0\0\0\0"), /^That is a HEIC picture/);
  assert.match(said("\0\0\0\x18ftypavif\0\0\0\0"), /^That is an AVIF picture.*: save it/);
  for (const start of ["II*\0\x08\0\0\0", "MM\0*\0\0\0\x08"]) assert.match(said(start), /^That is a TIFF picture.*: save it as a PNG or JPEG\.$/);
  assert.match(said("%PDF-1.7\n"), /^That is a PDF.*: take a screenshot/);
});

test("anything else is no picture", () => {
  for (const start of ["", "hello", "\x89PNG\r\n\x1a\n"]) assert.match(said(start), /^That is no picture that this browser can read: choose/);
});
