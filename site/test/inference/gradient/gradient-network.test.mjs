import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { createRecogniser } from "../../../src/inference/recogniser.js";
import { gradientNetwork } from "../../../src/inference/gradient/gradient-network.js";
import { readModel } from "../../../src/inference/model-files.js";
import { strokesToGrid } from "../../../src/preprocessing/strokes.js";

const models = fileURLToPath(new URL("../../../../docs/models", import.meta.url));
const published = (await readdir(models, { recursive: true })).filter((path) => /^\w+\/model\.json$/.test(path));

const { digits } = JSON.parse(await readFile(new URL("../../../src/app/examples.json", import.meta.url), "utf8"));
const grid = Float32Array.from(strokesToGrid(digits[4]) ?? []);

/** @param {string} path */
const load = async (path) => gradientNetwork(await readModel(pathToFileURL(join(models, path))));

/** Pixels on the edge of the ink and around it. */
const PLACES = [204, 262, 347, 408, 435, 466, 520, 577];

for (const path of published) {
  test(`${path}: it answers what the page answers, and its gradient is that of finite differences`, async () => {
    const network = await load(path);
    const recogniser = await createRecogniser({ model: join(models, path) });
    const expected = await recogniser.answers(grid);
    recogniser.dispose();
    const target = 9;
    const { answer, gradient } = network.gradient(grid, target);
    answer.forEach((value, i) => assert.ok(Math.abs(value - expected[i]) < 1e-4, `${i}: ${value}, ${expected[i]}`));
    const step = 1e-3;
    const logarithm = (/** @type {number} */ place, /** @type {number} */ change) =>
      Math.log(network.answer(grid.map((ink, i) => (i === place ? ink + change : ink)))[target]);
    const tolerance = 0.02 * Math.max(...gradient.map(Math.abs));
    for (const place of PLACES) {
      // ReLU and pooling have kinks: there, the slope is another one on each side.
      const slopes = [-step, step].map((change) => (logarithm(place, change) - logarithm(place, 0)) / change);
      const isBetween = gradient[place] > Math.min(...slopes) - tolerance && gradient[place] < Math.max(...slopes) + tolerance;
      assert.ok(isBetween, `${place}: ${slopes}, ${gradient[place]}`);
    }
  });
}
