/** What every engine of the benchmark trains on: the images of the page, and the settings. */
import { readImages } from "../../src/lab/train/images.js";

/** The throughput is measured with this network and batch. */
export const [LAYERS, BATCH, STEPS, WARM] = [[784, 128, 64, 10], 128, 40, 5];

/** @returns {ReturnType<typeof readImages>} */
export const images = () => readImages(new URL("/site/models/figures/lab-images.json", location.href));

/**
 * @param {Uint8Array} labels
 * @returns {Float32Array} N x 10.
 */
export function oneHot(labels) {
  const values = new Float32Array(labels.length * 10);
  labels.forEach((label, i) => (values[i * 10 + label] = 1));
  return values;
}

/**
 * @param {() => unknown} step  May be a promise.
 * @returns {Promise<number>} Images a second.
 */
export async function throughput(step) {
  for (let i = 0; i < WARM; i++) await step();
  const start = performance.now();
  for (let i = 0; i < STEPS; i++) await step();
  return (1000 * STEPS * BATCH) / (performance.now() - start);
}
