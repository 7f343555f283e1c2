/**
 * Measures a network that somebody else made on test images, and finds out which numbers it takes for paper and ink.
 *
 * @typedef {{label: number, grid: ArrayLike<number>}} Labelled
 * @typedef {object} Measured
 * @property {Pixels} pixels  Those with which it reads the images best.
 * @property {number} errors
 * @property {number} images  How many it read: all, or fewer where it is slow.
 * @property {number} milliseconds  For one answer, the mean.
 *
 * @typedef {object} Clock
 * @property {number} [patience]  Milliseconds that one kind of pixels may take.
 * @property {() => number} [now]  In milliseconds.
 * @property {() => Promise<unknown>} [rest]  Lets the page react.
 *
 * @typedef {import("./network.js").Network} Network
 * @typedef {import("./foreign-network.js").Pixels} Pixels
 */
import { SentenceError } from "../errors.js";
import { PIXELS } from "../preprocessing/strokes.js";
import { t } from "../words/sentence.js";
import { scaled } from "./foreign-network.js";

/** @type {Pixels[]} Numbers that people train with. The first ones are ours; the last ones come from MNIST's mean and deviation. */
export const PIXEL_RANGES = [
  { paper: 0, ink: 1 },
  { paper: 0, ink: 255 },
  { paper: -1, ink: 1 },
  { paper: 1, ink: 0 },
  { paper: 255, ink: 0 },
  { paper: 1, ink: -1 },
  { paper: -0.4242, ink: 2.8215 },
];

/** Share of test images below which a network is asked with other pixels, too. */
const POOR = 0.8;

/** Share of test images that other pixels must read right: below it they are better by chance. */
const CREDIBLE = 0.5;

/**
 * Reads test images, with our pixels first, and with others where it reads few of them.
 *
 * @param {Network} network  Not adapted.
 * @param {ReadonlyArray<Labelled>} images  At least one.
 * @param {Clock} [clock]
 * @returns {Promise<Measured>}
 * @throws {Error} When it answers what is no number.
 */
export async function measure(network, images, clock = {}) {
  let best = await measureWith(network, images, PIXEL_RANGES[0], clock);
  for (const pixels of PIXEL_RANGES.slice(1)) {
    if (shareOf(best) >= POOR) return best;
    const other = await measureWith(network, images, pixels, clock);
    if (shareOf(other) >= CREDIBLE && shareOf(other) > shareOf(best)) best = other;
  }
  return best;
}

/**
 * @param {Measured} measured
 * @returns {number} Which share of the images it reads right.
 */
function shareOf({ errors, images }) {
  return 1 - errors / images;
}

/**
 * @param {Network} network
 * @param {ReadonlyArray<Labelled>} images
 * @param {Pixels} pixels
 * @param {Clock} clock
 * @returns {Promise<Measured>}
 */
async function measureWith(network, images, pixels, { patience = 3000, now = () => performance.now(), rest = pause }) {
  await network.run(new Float32Array(PIXELS), ["probabilities"]); // The first time is slow.
  let [errors, read, milliseconds] = [0, 0, 0];
  for (const { label, grid } of images) {
    const start = now();
    const [values] = await network.run(scaled(Float32Array.from(grid), pixels), ["probabilities"]);
    milliseconds += now() - start;
    if (!values.every(Number.isFinite)) throw new SentenceError(t("its answers are no numbers"));
    if (values.indexOf(Math.max(...values)) !== label) errors += 1;
    read += 1;
    if (milliseconds > patience) break;
    if (read % 8 === 0) await rest();
  }
  return { pixels, errors, images: read, milliseconds: milliseconds / read };
}

/** The page may react in between. */
function pause() {
  return new Promise((resolve) => setTimeout(resolve));
}
