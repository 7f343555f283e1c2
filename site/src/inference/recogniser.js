/**
 * From strokes to an answer, with a published model. This is what `index.js` gives to other pages.
 *
 * @typedef {import("../preprocessing/strokes.js").Stroke} Stroke
 * @typedef {import("./network.js").Layer} Layer
 * @typedef {import("./network.js").Network} Network
 *
 * @typedef {ArrayLike<number>} Grid
 *
 * @typedef {object} Seen
 * @property {Float32Array | null} probabilities  Ten values that sum to 1, of the digits 0 to 9, given that it is a digit;
 *     null for a drawing without ink.
 * @property {Float64Array | null} grid  What the network saw: 784 values in 0..1, row by row, ink is 1; null for a drawing
 *     without ink.
 * @property {number} score  How much it looks like a digit, 0 to 1: the highest of the network's answers that stands for a digit.
 *
 * @typedef {import("./rejection.js").Verdict & Seen} Answer
 *
 * @typedef {object} Recogniser
 * @property {(strokes: ReadonlyArray<Stroke>) => Promise<Answer>} recognise  Answers a drawing.
 * @property {(grids: ReadonlyArray<Grid>) => Promise<Answer[]>} read  Answers grids of 784 values, such as MNIST's images.
 * @property {(grids: Float32Array) => Promise<Float32Array>} answers  N grids of 784 values, one after the other -> what the
 *     network answers: N times 10 probabilities, or N times 11, the eleventh for "not a digit".
 * @property {"wasm" | "cpu"} backend  What computes: WebAssembly, or JavaScript where there is none.
 * @property {boolean} simd  Whether WebAssembly computes four numbers at a time.
 * @property {(corrections: ReadonlyArray<{label: number, strokes: ReadonlyArray<Stroke>}>) => Promise<void>} teach  From now on,
 *     drawings that are like these are read as their labels say. Replaces the corrections that were given before. Fails for a model
 *     that does not list its features, and for a label that is no digit.
 * @property {(grids: Float32Array) => Promise<Float32Array[]>} features  N grids of 784 values, one after the other -> for each
 *     grid, what the last layer reads. Fails for a model that does not list its features.
 * @property {(grid: Grid) => Promise<Layer[]>} layers  The feature maps of each convolution for one grid, the first one first. Fails
 *     for a model that does not list its outputs.
 * @property {() => void} dispose  Frees the model's memory; the recogniser cannot be used afterwards.
 *
 * @typedef {{strokes: Stroke[], answer: number[], tolerance: number}} Golden  A drawing, what Keras answers to it, and the largest
 *     difference allowed.
 *
 * @typedef {object} ModelModule  A model whose files have addresses of their own, as bundlers give them. The modules
 *     `inkling-digits/models/NAME` export one.
 * @property {URL | string} json  The address of its `model.json`.
 * @property {Readonly<Record<string, URL | string>>} files  That of each weights file, by the name that `model.json` gives it.
 */
import { LeftOutError, RecogniserError, SentenceError, sentenceOf, wordsOf } from "../errors.js";
import { checkStrokes } from "../preprocessing/check-strokes.js";
import { PIXELS, strokesToGrid } from "../preprocessing/strokes.js";
import { place, toURL } from "../read-bytes.js";
import { t } from "../words/sentence.js";
import { applyExamples, unit } from "./few-shot.js";
import { readModel } from "./model-files.js";
import { answersOf, featuresOf, layersOf } from "./network.js";
import { DIGITS, digitScore, digitsOf, verdictOf } from "./rejection.js";
import { loadNetwork, startBackend } from "./runtime.js";

/** Corrections that are learned in one task of the main thread. */
const TAUGHT_AT_ONCE = 8;

/**
 * Loads a model and makes it ready to answer: the first computation is slow, and is done before this resolves.
 *
 * @param {object} options
 * @param {URL | string | ModelModule} options.model  The address of a `model.json`, absolute or relative to the page; in Node a
 *     path will do. Or what a module of the package exports.
 * @param {URL | string} [options.wasm]  The folder of the .wasm files, ending in a slash, when they are not beside this
 *     module. The first recogniser of a page decides.
 * @returns {Promise<Recogniser>}
 * @throws {RecogniserError} With one sentence that says what to do.
 */
export async function createRecogniser({ model: address, wasm }) {
  if (!address) throw new RecogniserError('No model is named: write createRecogniser({ model: "models/inkling/model.json" }).');
  const { json, files: places } = typeof address === "object" && "json" in address ? address : { json: address, files: {} };
  const url = await toURL(json);
  const folder = wasm === undefined ? undefined : await toURL(wasm);
  const [{ backend, simd }, files] = await Promise.all([startBackend(folder), readModel(url, places)]);
  try {
    return { backend, simd, ...(await recogniserFor(await loadNetwork(files), files.userDefinedMetadata)) };
  } catch (error) {
    const said = wordsOf(error);
    const why = { url: place(url), reason: typeof said === "string" ? said.split("\n")[0].replace(/\.$/, "") : said };
    throw new RecogniserError(
      error instanceof LeftOutError
        ? t('The model at {url} cannot be used ({reason}): load "inkling-digits/full" in place of "inkling-digits", it has them all.', why)
        : t("The model at {url} cannot be used ({reason}): export and publish it again.", why),
      error,
    );
  }
}

/**
 * @param {Network} network  Is disposed when it does not compute what it should.
 * @param {{golden?: Golden, thresholds?: import("./rejection.js").Thresholds}} [metadata]  What came with it.
 * @returns {Promise<Omit<Recogniser, "backend" | "simd">>}
 */
export async function recogniserFor(network, { golden, thresholds } = {}) {
  await new Promise((resolve) => setTimeout(resolve)); // Loading and warming up both take a moment: the page may react in between.
  await warmUp(network, golden);
  return recogniserOf(network, thresholds);
}

/**
 * Lets a network compute once: the first time is slow, and shows whether it computes at all, and whether it computes what Keras does.
 *
 * @param {Network} network  Is disposed when it does not.
 * @param {Golden} [golden]
 */
async function warmUp(network, golden) {
  try {
    const grid = golden && strokesToGrid(golden.strokes);
    const { answers } = await answersOf(network, Float32Array.from(grid ?? new Float32Array(PIXELS)));
    if (golden && !(golden.answer.length === answers.length && golden.answer.every((value, i) => Math.abs(value - answers[i]) <= golden.tolerance))) {
      throw new SentenceError(t("it does not answer here what it answered when it was exported"));
    }
  } catch (error) {
    network.dispose();
    throw error;
  }
}

/**
 * @param {Network} network
 * @param {import("./rejection.js").Thresholds} [thresholds]
 * @returns {Omit<Recogniser, "backend" | "simd">} Functions that can be passed around without their object.
 */
function recogniserOf(network, thresholds) {
  /** @type {import("./few-shot.js").Example[]} */
  let examples = [];
  let lessons = 0;
  let disposed = false;

  /** @throws {RecogniserError} */
  function usable() {
    if (disposed) throw new RecogniserError("This recogniser was disposed: create another.");
    return network;
  }

  /** @type {Recogniser["answers"]} */
  async function answers(grids) {
    const known = examples;
    const count = grids.length / PIXELS;
    const { answers: found, features } = await answersOf(usable(), grids, known.length > 0).catch((error) => {
      throw error instanceof RecogniserError ? error : unanswered(error);
    });
    features.forEach((seen, i) => {
      const answer = rowOf(found, i, count);
      answer.set(applyExamples(answer, unit(seen), known));
    });
    return found;
  }

  /** @type {Recogniser["read"]} */
  async function read(grids) {
    const found = await answers(joined(grids));
    return grids.map((grid, i) => {
      const answer = rowOf(found, i, grids.length);
      return { ...verdictOf(answer, thresholds), probabilities: digitsOf(answer), grid: Float64Array.from(grid), score: digitScore(answer) };
    });
  }

  return {
    answers,
    read,
    async recognise(strokes) {
      usable();
      checkStrokes(strokes);
      const grid = strokesToGrid(strokes);
      if (grid === null) return { ...verdictOf(null), probabilities: null, grid, score: 0 };
      return (await read([grid]))[0];
    },
    features: async (grids) => featuresOf(usable(), grids),
    layers: async (grid) => layersOf(usable(), Float32Array.from(grid)),
    async teach(corrections) {
      usable();
      const inked = corrections.flatMap(({ label, strokes }) => {
        if (!isDigit(label)) throw new RecogniserError(`A correction has the label ${label}: a digit from 0 to ${DIGITS - 1} belongs there.`);
        checkStrokes(strokes);
        const grid = strokesToGrid(strokes);
        return grid === null ? [] : [{ label, grid }];
      });
      const lesson = ++lessons;
      /** @type {import("./few-shot.js").Example[]} */
      const known = [];
      for (let first = 0; first < inked.length; first += TAUGHT_AT_ONCE) {
        if (first > 0) await new Promise((resolve) => setTimeout(resolve)); // The page may react in between.
        if (lesson !== lessons || disposed) return; // Other corrections were given meanwhile.
        const some = inked.slice(first, first + TAUGHT_AT_ONCE);
        const features = await featuresOf(network, joined(some.map(({ grid }) => grid)));
        known.push(...some.map(({ label }, i) => ({ label, features: unit(features[i]) })));
      }
      if (lesson === lessons) examples = known;
    },
    dispose() {
      if (!disposed) network.dispose();
      disposed = true;
    },
  };
}

/** @param {unknown} label */
function isDigit(label) {
  return typeof label === "number" && Number.isInteger(label) && label >= 0 && label < DIGITS;
}

/** @param {unknown} error */
function unanswered(error) {
  return new RecogniserError(`These grids have no answer (${sentenceOf(error)}): a grid holds ${PIXELS} numbers from 0 to 1.`, error);
}

/**
 * @param {ReadonlyArray<Grid>} grids
 * @returns {Float32Array} One after the other.
 * @throws {RecogniserError} When one of them has another size.
 */
function joined(grids) {
  const wrong = Array.from(grids).findIndex((grid) => grid?.length !== PIXELS);
  if (wrong !== -1) throw new RecogniserError(`Grid ${wrong + 1} of ${grids.length} does not hold ${PIXELS} values: give a list of grids.`);
  const values = new Float32Array(grids.length * PIXELS);
  grids.forEach((grid, i) => values.set(grid, i * PIXELS));
  return values;
}

/**
 * @param {Float32Array} values  Of `count` rows of the same length.
 * @param {number} i
 * @param {number} count
 * @returns {Float32Array} The row at place i; it shares its memory with `values`.
 */
function rowOf(values, i, count) {
  const width = values.length / count;
  return values.subarray(i * width, (i + 1) * width);
}
