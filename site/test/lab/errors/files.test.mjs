import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { deflateSync } from "node:zlib";
import { parseAnswers, probabilitiesOf, readAnswers } from "../../../src/lab/errors/answers-file.js";
import { readConfusions } from "../../../src/lab/errors/confusions-file.js";
import { labelWords, readLabelErrors } from "../../../src/lab/label-errors.js";
import { temporaryFolder } from "../../fixture.mjs";

/** Two images: a 4 read as 9, surely; a 1 read right. */
const ANSWERS = Uint8Array.from([0x49, 0x11, 0, 0, 0, 0, 51, 0, 0, 0, 0, 204, 0, 255, 0, 0, 0, 0, 0, 0, 0, 0]);

/**
 * @param {string} name
 * @param {string | Uint8Array} content
 */
async function written(name, content) {
  const path = join(await temporaryFolder(), name);
  await writeFile(path, content);
  return pathToFileURL(path);
}

test("labels, answers and probabilities come out as the export packed them", async () => {
  const file = deflateSync(ANSWERS);
  const url = await written("answers.bin", file);
  const known = await readAnswers(url, { images: 2, sha256: createHash("sha256").update(file).digest("hex") });
  assert.deepEqual([...known.labels], [4, 1]);
  assert.deepEqual([...known.answers], [9, 1]);
  assert.deepEqual(probabilitiesOf(known, 0), [0, 0, 0, 0, 0.2, 0, 0, 0, 0, 0.8]);
  assert.equal(probabilitiesOf(known, 1)[1], 1);
});

test("answers that were changed, or are of another number of images, are refused in a sentence", async () => {
  const url = await written("answers.bin", deflateSync(ANSWERS));
  await assert.rejects(readAnswers(url, { images: 2, sha256: "0".repeat(64) }), /The file of answers at .* is not what was published/);
  assert.throws(() => parseAnswers(ANSWERS, 3), /hold 22 bytes where 33 belong/);
});

test("a file that is no list of matrices is refused in a sentence", async () => {
  for (const content of ["<html>", "{}", '{"sets": [{"images": 1}], "models": []}', '{"sets": [{"images": 1}], "models": [{"confusions": {}}]}']) {
    await assert.rejects(readConfusions(await written("confusions.json", content)), /The list of confusion matrices at .* cannot be read/, content);
  }
});

test("a doubtful label is told with its votes, any other with nothing", async () => {
  const one = { image: 1621, label: 0, guess: 6, saw_label: 2, saw_guess: 3, saw_neither: 0, wrong: true };
  const errors = await readLabelErrors(await written("label-errors.json", JSON.stringify({ images: [one] })));
  assert.equal(`${labelWords(errors.get(1621))}`, "Its label is wrong: of 5 reviewers, 2 saw 0, 3 saw 6.");
  assert.equal(labelWords(errors.get(1)), "");
  assert.equal(
    `${labelWords({ ...one, saw_label: 2, saw_guess: 2, saw_neither: 1, wrong: false })}`,
    "Its label is disputed: of 5 reviewers, 2 saw 0, 2 saw 6, 1 saw neither.",
  );
});
