/**
 * The default model in a real browser, over all of MNIST's test images.
 */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { createRecogniser } from "../../../site/src/index.js";
import { answersInBrowser } from "../../../site/browser/parity.mjs";
import { catalogue, repository, www } from "../../../site/browser/built-site.mjs";

const IMAGES = 10_000;
const PYTHON = join(repository, ".venv", "bin", "python");

/** Writes the grids, then the labels. The trainer finds MNIST and checks that it is MNIST. */
const SCRIPT = `
import sys
from trainer.data.mnist import load, to_grids
mnist = load()
sys.stdout.buffer.write(to_grids(mnist.test_images).astype("<f4").tobytes() + mnist.test_labels.tobytes())
`;

test("in the browser, the page's own runtime answers all 10,000 test images as the published results say", async (t) => {
  if (!existsSync(PYTHON)) return t.skip("There is no Python environment to find MNIST with: run make test.");
  const { stdout } = await promisify(execFile)(PYTHON, ["-c", SCRIPT], { cwd: repository, encoding: "buffer", maxBuffer: 2 ** 27 });
  const [grids, labels] = [stdout.subarray(0, -IMAGES), stdout.subarray(-IMAGES)];
  const name = (await catalogue()).find((entry) => entry.default)?.name ?? "";
  const read = async (/** @type {string} */ file) => JSON.parse(await readFile(join(www, "models", name, file), "utf8"));
  const [metrics, { tfjs }] = [await read("metrics.json"), await read("manifest.json")];

  const { answers } = await answersInBrowser(name, grids);
  const width = answers.length / IMAGES;
  const confusion = Array.from({ length: 10 }, () => Array(10).fill(0));
  for (let i = 0; i < IMAGES; i++) {
    const digits = answers.subarray(i * width, i * width + 10);
    confusion[labels[i]][digits.indexOf(Math.max(...digits))]++;
  }
  // A label that differs changes two numbers of the table.
  const apart = confusion.flatMap((row, digit) => row.map((count, label) => Math.abs(count - metrics.confusion[digit][label])));
  assert.ok(apart.reduce((sum, count) => sum + count, 0) <= 2 * tfjs.parity.flips, JSON.stringify(confusion));

  // Every probability was compared with Keras in Node. The browser gives the same numbers.
  const some = new Float32Array(grids.buffer.slice(grids.byteOffset, grids.byteOffset + 1000 * 784 * 4));
  const inNode = await (await createRecogniser({ model: join(www, "models", name, "model.json") })).answers(some);
  assert.ok(inNode.every((value, i) => Math.abs(value - answers[i]) <= 1e-5));
});
