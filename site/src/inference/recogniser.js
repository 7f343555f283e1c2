/**
 * Strokes to an answer, with a model that `publish` wrote. `network.js`, `tape.js`, `backend.js` and `kernels.js` under it are
 * all that knows TensorFlow.js.
 *
 * @typedef {import("../preprocessing/strokes.js").Stroke} Stroke
 *
 * @typedef {ArrayLike<number>} Grid
 *
 * @typedef {object} Layer  The feature maps of one layer, channel after channel, row by row.
 * @property {number} side
 * @property {number} channels
 * @property {Float32Array} values  channels x side x side.
 *
 * @typedef {object} Seen
 * @property {Float32Array | null} probabilities  Ten values that sum to 1, of the digits 0 to 9, given that it is a digit;
 *     null for a drawing without ink.
 * @property {Float64Array | null} grid  What the network saw: 784 values in 0..1, row by row, ink is 1; null for a drawing
 *     without ink.
 *
 * @typedef {import("./rejection.js").Verdict & Seen} Answer
 *
 * @typedef {object} Recogniser
 * @property {(strokes: ReadonlyArray<Stroke>) => Promise<Answer>} recognise  Answers a drawing.
 * @property {(grids: ReadonlyArray<Grid>) => Promise<Answer[]>} read  Answers grids of 784 values, such as MNIST's images.
 * @property {(grids: Float32Array) => Promise<Float32Array>} answers  N grids of 784 values, one after the other, to
 *     what the network answers: N times 10 probabilities, or N times 11, the eleventh that of no digit.
 * @property {"wasm" | "cpu"} backend  What computes: WebAssembly, or JavaScript where there is none.
 * @property {boolean} simd  Whether WebAssembly computes four numbers at a time.
 * @property {(corrections: ReadonlyArray<{label: number, strokes: ReadonlyArray<Stroke>}>) => Promise<void>} teach  Makes
 *     it read drawings that are like these as their labels say; the list takes the place of the last one.
 * @property {(grids: Float32Array) => Promise<Float32Array[]>} features  N grids of 784 values, one after the other, to what
 *     the last layer sees of each.
 * @property {(grid: Grid) => Promise<Layer[]>} layers  What each convolution makes of a grid, the first one first.
 * @property {() => void} dispose  Frees the model's memory; the recogniser cannot be used afterwards.
 */
import { startBackend } from "./tfjs/backend.js";
import { PIXELS, strokesToGrid } from "../preprocessing/strokes.js";
import { recall, unit } from "./few-shot.js";
import { readModel } from "./model-files.js";
import { Network } from "./tfjs/graph-model.js";
import { RecogniserError, sentenceOf } from "../errors.js";
import { place, toURL } from "../read-bytes.js";
import { DEFAULT_THRESHOLDS, DIGITS, digitsOf, verdictOf } from "./rejection.js";

/**
 * Loads a model and makes it ready to answer: its first computation, the slow one, is done before this resolves.
 *
 * @param {object} options
 * @param {URL | string} options.model  The address of a `model.json`, absolute or relative to the page; in Node a path
 *     will do.
 * @param {URL | string} [options.wasm]  The folder of the .wasm files, ending in a slash, when they are not beside this
 *     module. The first recogniser of a page decides.
 * @returns {Promise<Recogniser>}
 * @throws {RecogniserError} With one sentence that says what to do.
 */
export async function createRecogniser({ model: address, wasm }) {
  const url = await toURL(address);
  const folder = wasm === undefined ? undefined : await toURL(wasm);
  const [{ backend, simd }, files] = await Promise.all([startBackend(folder), readModel(url)]);
  const network = await loaded(files, url);
  await new Promise((resolve) => setTimeout(resolve)); // Both take a moment: in between the page may answer its visitor.
  const thresholds = { ...DEFAULT_THRESHOLDS, ...files.userDefinedMetadata?.thresholds };
  /** @type {import("./few-shot.js").Lesson[]} */
  let lessons = [];
  let disposed = false;

  /** @type {Recogniser["answers"]} */
  async function answers(grids) {
    refuseDisposed();
    const { answers: found, features } = predicted(network, grids, lessons.length > 0 ? network.lastInputs : []);
    const width = found.length / features.length;
    if (lessons.length > 0) {
      features.forEach((seen, i) => {
        const answer = found.subarray(i * width, (i + 1) * width);
        answer.set(recall(answer, unit(seen), lessons));
      });
    }
    return found;
  }

  /** @throws {RecogniserError} */
  function refuseDisposed() {
    if (disposed) throw new RecogniserError("This recogniser was disposed: create another.");
  }

  /** @type {Recogniser["features"]} */
  async function features(grids) {
    refuseDisposed();
    return rows(held(network, network.lastInputs, grids), grids.length / PIXELS);
  }

  /** @type {Recogniser["read"]} */
  async function read(grids) {
    const pixels = new Float32Array(grids.length * PIXELS);
    grids.forEach((grid, i) => pixels.set(grid, i * PIXELS));
    const found = await answers(pixels);
    const width = found.length / grids.length;
    return grids.map((grid, i) => {
      const answer = found.subarray(i * width, (i + 1) * width);
      return { ...verdictOf(answer, thresholds), probabilities: digitsOf(answer), grid: Float64Array.from(grid) };
    });
  }

  warmedUp(network, url, files.userDefinedMetadata?.golden);
  return {
    backend,
    simd,
    answers,
    read,
    async recognise(strokes) {
      const grid = strokesToGrid(strokes);
      if (grid === null) return { ...verdictOf(null, thresholds), probabilities: null, grid };
      return (await read([grid]))[0];
    },
    features,
    async teach(corrections) {
      refuseDisposed();
      const drawn = corrections.flatMap(({ label, strokes }) => {
        const grid = strokesToGrid(strokes);
        return grid === null ? [] : [{ label, grid: Float32Array.from(grid) }];
      });
      lessons = drawn.map(({ label, grid }) => ({ label, features: unit(rows(held(network, network.lastInputs, grid), 1)[0]) }));
    },
    async layers(grid) {
      refuseDisposed();
      return held(network, network.convolutions, Float32Array.from(grid)).map(({ values, shape }) => channelsFirst(values, shape[0], shape[2]));
    },
    dispose() {
      if (!disposed) network.dispose();
      disposed = true;
    },
  };
}

/**
 * @param {import("./model-files.js").ModelFiles} files
 * @param {URL} url
 * @returns {Promise<Network>}
 */
async function loaded(files, url) {
  try {
    return await Network.load(files);
  } catch (error) {
    throw unusable(url, error);
  }
}

/**
 * Lets a model compute once: the first time is slow, and shows whether it computes at all, and what Keras computes.
 *
 * @param {Network} network
 * @param {URL} url
 * @param {import("./model-files.js").Metadata["golden"]} golden
 */
function warmedUp(network, url, golden) {
  try {
    const grid = golden && strokesToGrid(golden.strokes);
    const { answers: answer } = predicted(network, Float32Array.from(grid ?? new Float32Array(PIXELS)));
    if (golden && !golden.answer.every((value, i) => Math.abs(value - answer[i]) <= golden.tolerance)) {
      throw new Error("it does not answer here what it answered when it was exported");
    }
  } catch (error) {
    network.dispose();
    throw unusable(url, error);
  }
}

/**
 * @param {Network} network
 * @param {Float32Array} grids
 * @param {string[]} [more]  Names of nodes to look at on the way.
 * @returns {{answers: Float32Array, features: Float32Array[]}} The answers, and for each grid what these nodes hold.
 */
function predicted(network, grids, more = []) {
  const count = grids.length / PIXELS;
  const [output, ...found] = held(network, [...network.outputs, ...more], grids);
  const answers = output?.values ?? new Float32Array(0);
  const width = answers.length / count;
  if (network.outputs.length !== 1 || (count > 0 && width !== DIGITS && width !== DIGITS + 1)) {
    throw new Error("it does not answer with ten probabilities, or eleven");
  }
  if (!answers.every(Number.isFinite)) throw new Error("its probabilities are no numbers");
  return { answers, features: rows(found, count) };
}

/**
 * @param {Network} network
 * @param {string[]} names  Of nodes of its graph.
 * @param {Float32Array} grids
 * @throws {RecogniserError} When the grids are no grids.
 */
function held(network, names, grids) {
  if (grids.length % PIXELS === 0) return network.hold(names, grids);
  throw new RecogniserError(`The grids hold ${grids.length} values: a whole number of grids of ${PIXELS} belongs here.`);
}

/**
 * @param {{values: Float32Array}[]} nodes
 * @param {number} count  Of grids.
 * @returns {Float32Array[]} For each grid what all the nodes hold, one after the other.
 */
function rows(nodes, count) {
  return Array.from({ length: count }, (_, i) =>
    Float32Array.from(nodes.flatMap(({ values }) => [...values.subarray((i * values.length) / count, ((i + 1) * values.length) / count)])),
  );
}

/**
 * @param {Float32Array} values  side x side x channels.
 * @param {number} side
 * @param {number} channels
 * @returns {Layer}
 */
function channelsFirst(values, side, channels) {
  const places = side * side;
  return { side, channels, values: values.map((_, i) => values[(i % places) * channels + Math.floor(i / places)]) };
}

/**
 * @param {URL} url
 * @param {unknown} error
 * @returns {RecogniserError}
 */
function unusable(url, error) {
  const reason = sentenceOf(error).split("\n")[0].replace(/\.$/, "");
  return new RecogniserError(`The model at ${place(url)} cannot be used (${reason}): export and publish it again.`, error);
}
