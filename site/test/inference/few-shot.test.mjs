import assert from "node:assert/strict";
import { test } from "node:test";
import { createRecogniser } from "../../src/index.js";
import { applyExamples, unit } from "../../src/inference/few-shot.js";
import { digits, temporaryFolder, writeModel } from "../fixture.mjs";

const answer = Float32Array.of(0, 0.6, 0, 0, 0.1, 0, 0, 0.2, 0, 0, 0.1);

test("a drawing just like an example is read as the example says, one unlike it as before", () => {
  const examples = [{ label: 7, features: Float32Array.of(1, 0) }];
  assert.equal(applyExamples(answer, Float32Array.of(1, 0), examples).indexOf(Math.max(...applyExamples(answer, Float32Array.of(1, 0), examples))), 7);
  applyExamples(answer, Float32Array.of(0, 1), examples).forEach((value, i) => assert.ok(Math.abs(value - answer[i]) < 1e-6));
  assert.deepEqual(applyExamples(answer, Float32Array.of(1, 0), []), answer);
});

test("an answer that examples changed still holds probabilities", () => {
  const taught = applyExamples(answer, unit(Float32Array.of(3, 4)), [{ label: 0, features: unit(Float32Array.of(3, 4.1)) }]);
  assert.ok(Math.abs(taught.reduce((a, b) => a + b) - 1) < 1e-6);
  assert.deepEqual(unit(Float32Array.of(0, 0)), Float32Array.of(0, 0));
});

test("a recogniser that was taught reads such a drawing as its label says, others as before, and forgets", async () => {
  for (const refuses of [false, true]) {
    const recogniser = await createRecogniser({ model: await writeModel(await temporaryFolder(), { refuses }) });
    // The last layer of the fixture reads pixels: the example changes how drawings that look like it are read, and few others.
    await recogniser.teach([{ label: 2, strokes: digits[5] }]);
    assert.equal((await recogniser.recognise(digits[5])).label, 2);
    for (const digit of [0, 1, 2, 4, 7]) assert.equal((await recogniser.recognise(digits[digit])).label, digit);
    await recogniser.teach([]);
    assert.equal((await recogniser.recognise(digits[5])).label, 5);
    await recogniser.teach([{ label: 3, strokes: [] }]);
    assert.equal((await recogniser.recognise([])).verdict, "blank");
    recogniser.dispose();
  }
});

test("the page can react while many corrections are learned, and of two lists the last one counts", async () => {
  const recogniser = await createRecogniser({ model: await writeModel(await temporaryFolder()) });
  let reacted = false;
  setTimeout(() => (reacted = true));
  const many = recogniser.teach(Array.from({ length: 20 }, () => ({ label: 2, strokes: digits[5] })));
  await many;
  assert.ok(reacted);
  assert.equal((await recogniser.recognise(digits[5])).label, 2);
  await Promise.all([recogniser.teach(Array.from({ length: 20 }, () => ({ label: 3, strokes: digits[5] }))), recogniser.teach([])]);
  assert.equal((await recogniser.recognise(digits[5])).label, 5);
  recogniser.dispose();
});
