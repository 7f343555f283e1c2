/**
 * Few images that a network can learn: the ten example drawings, each with noise of its own.
 */
import { strokesToGrid } from "../../src/preprocessing/strokes.js";
import { randomFrom } from "../../src/lab/engine/random.js";
import { digits } from "../fixture.mjs";

/**
 * @param {number} count
 * @param {number} [seed]
 * @returns {import("../../src/lab/engine/trainer.js").Images}
 */
export function smallImages(count, seed = 1) {
  const random = randomFrom(seed);
  const grids = new Float32Array(count * 784);
  const labels = Uint8Array.from({ length: count }, (_, i) => i % 10);
  labels.forEach((label, i) => {
    strokesToGrid(digits[label])?.forEach((ink, p) => {
      grids[i * 784 + p] = random() < 0.1 ? random() : ink;
    });
  });
  return { grids, labels };
}
