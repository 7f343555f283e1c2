/**
 * Trains beside the page, so that the page never waits. Messages in, by `do`:
 *
 * - `{do: "begin", settings, weights?, images}` makes a new network, or one with the given weights; `images` is an address.
 * - `{do: "run" | "pause" | "step"}`; `{do: "pace", slow}` for one step at a time that one can watch.
 * - `{do: "read", grid}` has a drawing read from now on; null for none.
 * - `{do: "compare", models, recogniser}` lets published models answer the test images; `{do: "weights"}` asks for all weights.
 *
 * Messages out: `State` after each change and ten times a second, `{weights}`, `{compared}`, `{message}` for what went wrong, as words.
 *
 * @typedef {object} State
 * @property {"ready" | "training" | "paused" | "done"} state
 * @property {number} steps
 * @property {number} last  The steps of the whole training.
 * @property {number} perEpoch
 * @property {number} from  The place of the first of `points` in the curve.
 * @property {import("./session.js").Point[]} points  Those that were not sent yet.
 * @property {number | null} speed  Images a second, without the measuring in between.
 * @property {number} seconds  Spent training, with the measuring.
 * @property {Float32Array | null} reading  Ten probabilities for the drawing.
 * @property {{values: Float32Array, units: number, areAnswers: boolean} | null} first  Weights of the first layer, a row of `units` a pixel; null where they
 *     were sent a moment ago.
 */
import { logError, RecogniserError, wordsOf } from "../../errors.js";
import { hasSha256, readBytes } from "../../read-bytes.js";
import { t } from "../../words/sentence.js";
import { scriptKernels, wasmKernels } from "../engine/kernels.js";
import { Trainer } from "../engine/trainer.js";
import { digitsOf } from "./confusion.js";
import { readImages } from "./images.js";
import { Session } from "./session.js";

/** The build writes the SHA-256 of kernels.wasm here. */
/* global KERNELS_SHA256 */

/** Milliseconds: between two looks at the messages, between two reports, between two pictures of weights, and a step at the slow pace. */
const [SLICE, REPORT, PICTURES, SLOW] = [20, 100, 200, 120];

/** @type {Promise<import("./images.js").Sets> | undefined} */
let sets;
/** @type {Session | undefined} */
let session;
/** @type {State["state"]} */
let state = "ready";
/** @type {Float32Array | null} */
let grid = null;
let slow = false;
let sent = 0;
let pictured = 0;
let loops = 0;
let [images, learning, seconds] = [0, 0, 0];

/** @param {WebAssembly.Memory} memory */
async function startKernels(memory) {
  try {
    const bytes = await readBytes(new URL("kernels.wasm", import.meta.url), t("The WebAssembly of the training"));
    // @ts-expect-error The build defines it.
    const expected = KERNELS_SHA256;
    if (!(await hasSha256(bytes, expected)))
      throw new RecogniserError(t("The WebAssembly of the training is not the one that was published: reload the page."));
    return await wasmKernels(bytes, memory);
  } catch (error) {
    if (!(error instanceof WebAssembly.CompileError)) throw error;
    return scriptKernels(memory); // A browser without SIMD.
  }
}

/** @type {Record<string, (message: any) => unknown>} */
const commands = {
  async begin({ settings, weights, images: address }) {
    loops++;
    sets ??= readImages(new URL(address)).catch((error) => {
      sets = undefined; // The next try asks again.
      throw error;
    });
    const { training, test } = await sets;
    const trainer = await Trainer.create(settings, training, startKernels);
    if (weights) trainer.setWeights(weights);
    session = new Session(trainer, test);
    [images, learning, seconds, sent, pictured, state] = [0, 0, 0, 0, 0, "ready"];
    report();
  },
  run() {
    if (!session || state === "training") return;
    if (session.isDone) session.extend();
    state = "training";
    train(session, ++loops);
  },
  pause() {
    loops++;
    if (state === "training") state = "paused";
    report();
  },
  step() {
    if (!session) return;
    loops++;
    if (session.isDone) session.extend();
    advance(session);
    state = session.isDone ? "done" : "paused";
    report();
  },
  pace(message) {
    slow = message.slow;
  },
  read(message) {
    grid = message.grid;
    if (state !== "training") report();
  },
  weights() {
    if (session) postMessage({ weights: session.trainer.weights(), settings: session.trainer.settings });
  },
  async compare({ models, recogniser }) {
    if (session) await compare(session, models, recogniser);
  },
};

/** @param {Session} session */
function advance(session) {
  const start = performance.now();
  const points = session.points.length;
  const learned = session.advance();
  const spent = (performance.now() - start) / 1000;
  seconds += spent;
  if (session.points.length > points) return; // A step after which the test images were read says nothing about the speed.
  images += learned;
  learning += spent;
}

/**
 * @param {Session} session
 * @param {number} loop  Ends when another one begins.
 */
async function train(session, loop) {
  let reported = performance.now();
  report();
  while (loop === loops && !session.isDone) {
    const until = performance.now() + SLICE;
    do advance(session);
    while (!slow && !session.isDone && performance.now() < until);
    if (slow || performance.now() - reported > REPORT) {
      reported = performance.now();
      report();
    }
    await pause(slow ? SLOW : 0);
  }
  if (loop !== loops) return;
  state = "done";
  report();
}

/** @param {number} milliseconds  Messages are taken meanwhile. */
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function report() {
  if (!session) return;
  const { trainer, points, last } = session;
  const withPictures = state !== "training" || performance.now() - pictured > PICTURES;
  if (withPictures) pictured = performance.now();
  const { kernel, outputs } = withPictures ? trainer.weights()[0] : { kernel: null, outputs: 0 };
  postMessage({
    state,
    steps: trainer.steps,
    last,
    perEpoch: trainer.stepsPerEpoch,
    from: sent,
    points: points.slice(sent),
    speed: learning > 0 ? images / learning : null,
    seconds,
    reading: grid && trainer.answer(grid),
    first: kernel && { values: kernel, units: outputs, areAnswers: trainer.layout.layers.length === 1 },
  });
  sent = points.length;
}

/**
 * @param {Session} session
 * @param {{name: string, title: string, model: string}[]} models
 * @param {string} recogniser  The address of the demo's script that reads with published models.
 */
async function compare({ trainer, test }, models, recogniser) {
  const labels = [...test.labels];
  postMessage({ compared: { name: "yours", title: "", digits: digitsOf(trainer.answer(test.grids), labels.length), labels } });
  const { createRecogniser } = await import(recogniser);
  for (const { name, title, model } of models) {
    const network = await createRecogniser({ model: new URL(model) });
    try {
      postMessage({ compared: { name, title, digits: digitsOf(await network.answers(test.grids), labels.length), labels } });
    } finally {
      network.dispose();
    }
    await pause(0);
  }
  postMessage({ compared: null });
}

/** @param {any} message */
async function handle(message) {
  try {
    await commands[message.do]?.(message);
  } catch (error) {
    logError(error);
    postMessage({ message: wordsOf(error), during: message.do });
  }
}

/** What is asked for while the images load waits until they are there. */
let queue = Promise.resolve();
addEventListener("message", ({ data }) => {
  queue = queue.then(() => handle(data));
});
