import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { deflateSync } from "node:zlib";
import { openData } from "../../../src/lab/errors/data.js";
import { temporaryFolder } from "../../fixture.mjs";

const NONE = Array.from({ length: 10 }, () => new Array(10).fill(0));

/** A folder of published models, of which one has answers to one image, and one has none. */
async function published() {
  const folder = await temporaryFolder();
  const file = deflateSync(Uint8Array.from([0x49, 0, 0, 0, 0, 55, 0, 0, 0, 0, 200]));
  const answers = { images: 1, bytes: file.length, sha256: createHash("sha256").update(file).digest("hex") };
  const models = [
    { name: "one", title: "One", answers, confusions: { mnist: NONE } },
    { name: "old", title: "Old", answers: null, confusions: { mnist: NONE } },
  ];
  const sets = [{ file: "mnist", title: "MNIST, test images", role: "test", images: 1 }];
  const list = { image: 0, label: 4, guess: 9, saw_label: 0, saw_guess: 5, saw_neither: 0, wrong: true };
  await mkdir(join(folder, "one"));
  await writeFile(join(folder, "one", "answers.bin"), file);
  await writeFile(join(folder, "confusions.json"), JSON.stringify({ default: "one", sets, models }));
  await writeFile(join(folder, "label-errors.json"), JSON.stringify({ images: [list] }));
  return { folder, file, url: pathToFileURL(join(folder, "confusions.json")) };
}

test("answers are read when they are asked for, once, of the models that have some", async () => {
  const { folder, url } = await published();
  const data = await openData(url);
  assert.equal(data.labelErrors.get(0)?.guess, 9);
  const [{ model, known }, ...rest] = await data.answers();
  assert.deepEqual([model.name, known.answers[0], rest.length], ["one", 9, 0]);
  await rm(join(folder, "one"), { recursive: true });
  assert.equal((await data.answers())[0].known, known);
});

test("answers that did not arrive are read again at the next try", async () => {
  const { folder, file, url } = await published();
  await rm(join(folder, "one", "answers.bin"));
  const data = await openData(url);
  await assert.rejects(data.answers(), /The file of answers cannot be read/);
  await writeFile(join(folder, "one", "answers.bin"), file);
  assert.equal((await data.answers()).length, 1);
});

test("where no model has answers there is a sentence", async () => {
  const { url } = await published();
  const data = await openData(url);
  for (const model of data.confusions.models) model.answers = null;
  await assert.rejects(data.answers(), /No model was published with its answers/);
});
