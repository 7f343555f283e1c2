import assert from "node:assert/strict";
import { test } from "node:test";
import { chosenOf, droppedFiles } from "../../../src/app/own/chosen-files.js";
import { droppedModel } from "../../../src/input/dropped-model.js";

const named = (/** @type {string} */ name, webkitRelativePath = "") => /** @type {any} */ ({ name, webkitRelativePath, type: "" });

/** @param {string} fullPath */
const fileEntry = (fullPath) => ({ isFile: true, isDirectory: false, fullPath, file: (/** @type {(file: object) => void} */ done) => done({ fullPath }) });

/**
 * Gives its entries in parts, as browsers do.
 *
 * @param {object[]} inner
 */
function folderEntry(inner) {
  const left = [...inner];
  const readEntries = (/** @type {(part: object[]) => void} */ done) => done(left.splice(0, 2));
  return { isFile: false, isDirectory: true, createReader: () => ({ readEntries }) };
}

/** @param {any[]} entries */
const dataOf = (entries, files = [named("mine")]) => /** @type {any} */ ({ files, items: entries.map((entry) => ({ webkitGetAsEntry: () => entry })) });

test("files from a picker have their path below the folder that was chosen, or their name", () => {
  const files = [named("model.json", "mine/model.json"), named("w.bin")];
  assert.deepEqual(
    chosenOf(files).map(({ path }) => path),
    ["mine/model.json", "w.bin"],
  );
});

test("a drop is a model's when it has a folder or a file of a model, and is left alone otherwise", () => {
  for (const name of ["model.json", "group1-shard1of1.bin", "group1-shard1of2", "m.H5", "m.keras"]) {
    assert.ok(droppedModel(dataOf([], [named(name)])), name);
  }
  for (const name of ["photo.png", "notes.txt", "scan.pdf"]) assert.equal(droppedModel(dataOf([], [named(name)])), null, name);
  assert.ok(droppedModel(dataOf([folderEntry([])])));
  assert.ok(droppedModel(/** @type {any} */ ({ files: [named("model.json")] })), "a browser without entries");
});

test("all files of a dropped folder are found, also in folders inside, however a browser parts them", async () => {
  const inner = ["/mine/model.json", "/mine/a.bin", "/mine/b.bin"].map(fileEntry);
  const entries = [folderEntry([...inner, folderEntry([fileEntry("/mine/deep/c.bin")])])];
  const found = await droppedFiles({ entries, files: [named("mine")] });
  assert.deepEqual(
    found.map(({ path }) => path),
    ["mine/model.json", "mine/a.bin", "mine/b.bin", "mine/deep/c.bin"],
  );
});

test("a folder that is empty, too full or unreadable is named with what to do", async () => {
  await assert.rejects(droppedFiles({ entries: [folderEntry([])], files: [] }), /^Error: That folder is empty/);
  const many = Array.from({ length: 1001 }, (_, i) => fileEntry(`/mine/${i}`));
  await assert.rejects(droppedFiles({ entries: [folderEntry(many)], files: [] }), /more than 1000 files/);
  const broken = {
    isDirectory: true,
    createReader: () => ({ readEntries: (/** @type {any} */ _, /** @type {any} */ fail) => fail(new DOMException("no", "NotReadableError")) }),
  };
  await assert.rejects(droppedFiles({ entries: [broken], files: [] }), /cannot be read: choose its files instead/);
});
