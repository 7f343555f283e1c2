/**
 * The curve of a training, its places on the chart, and what is counted of the answers.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { scriptKernels } from "../../../src/lab/engine/kernels.js";
import { Trainer } from "../../../src/lab/engine/trainer.js";
import { confusionOf, digitsOf, errorsIn } from "../../../src/lab/train/confusion.js";
import { isPoint, Session } from "../../../src/lab/train/session.js";
import { HEIGHT, ofAccuracy, ofLoss, spread, WIDTH, xOf, yOf } from "../../../src/lab/train/view/scale.js";
import { smallImages } from "../small-images.mjs";

async function session() {
  const settings = { filters: [], layers: [10], dropout: 0, rate: 0.01, batch: 4, epochs: 3, seed: 1 };
  return new Session(await Trainer.create(settings, smallImages(40), async (memory) => scriptKernels(memory)), smallImages(20, 2));
}

test("the curve has points at fixed steps, and one at the end", async () => {
  const training = await session();
  while (!training.isDone) training.advance();
  assert.deepEqual(
    training.points.map(({ step }) => step),
    [0, 1, 2, 4, 8, 16, 20, 30],
  );
  assert.equal(training.points[0].training, null);
  const [first, last] = [training.points[1], training.points[7]];
  assert.ok(last.test.loss < first.test.loss);
  assert.ok(last.training !== null && last.training.accuracy <= 1);
});

test("a training that is done can go on for as many epochs again", async () => {
  const training = await session();
  while (!training.isDone) training.advance();
  training.extend();
  assert.equal(training.isDone, false);
  while (!training.isDone) training.advance();
  assert.equal(training.trainer.steps, 60);
});

test("points are 1, 2, 4, 8, 16, then every twentieth step", () => {
  const steps = Array.from({ length: 61 }, (_, i) => i).filter((step) => step > 0 && isPoint(step));
  assert.deepEqual(steps, [1, 2, 4, 8, 16, 20, 40, 60]);
});

test("answers are counted by label, and an eleventh answer does not count", () => {
  const answers = new Float32Array(22);
  answers[3] = 0.2;
  answers[10] = 0.9;
  answers[11 + 7] = 1;
  const digits = digitsOf(answers, 2);
  assert.deepEqual(digits, [3, 7]);
  const counts = confusionOf(digits, [3, 1]);
  assert.equal(counts[3][3], 1);
  assert.equal(counts[1][7], 1);
  assert.equal(errorsIn(counts), 1);
});

test("a curve stays on its chart", () => {
  for (const value of [-1, 0, 0.5, 1, 5, ofLoss(0), ofLoss(100), ofAccuracy(0), ofAccuracy(1)]) {
    assert.ok(yOf(value) >= 0 && yOf(value) <= HEIGHT);
  }
  assert.ok(yOf(ofLoss(1)) < yOf(ofLoss(0.1)));
  assert.ok(xOf(0, 0) >= 0 && xOf(10, 10) <= WIDTH);
  assert.deepEqual(spread([1, 2, 3, 4, 5], 3), [1, 3, 5]);
  assert.deepEqual(spread([1, 2], 3), [1, 2]);
});
