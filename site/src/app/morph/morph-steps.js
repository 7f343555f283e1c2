/**
 * The worker that computes a morph, as the panel uses it: one question at a time, and the last one counts.
 *
 * @typedef {object} Question
 * @property {string} model  The address of its model.json.
 * @property {Float32Array} grid
 * @property {number} target  The digit that it shall become.
 *
 * @typedef {object} Listener
 * @property {(grid: Float32Array) => void} step  Called for each grid on the way.
 * @property {(isReached: boolean) => void} done
 * @property {(message: import("../../words/sentence.js").Words) => void} fail
 */
import { received, t } from "../../words/words.js";

/**
 * The build has the worker beside this file.
 *
 * @returns {Worker}
 */
function startWorker() {
  return new Worker(new URL("./morph-worker.js", import.meta.url), { type: "module" });
}

const FAILED = t("This browser could not start what computes this: load this page again.");

/**
 * @param {AbortSignal} signal  Ends the worker.
 * @param {() => Worker} [start]
 */
export function morphSteps(signal, start = startWorker) {
  /** @type {Worker | null} */
  let worker = null;
  /** @type {Listener | null} */
  let listener = null;
  let id = 0;

  function running() {
    if (worker !== null) return worker;
    worker = start();
    worker.addEventListener("message", ({ data }) => {
      if (data.id !== id || listener === null) return;
      if (data.grid) listener.step(data.grid);
      else if (data.message) listener.fail(received(data.message));
      else listener.done(data.isReached);
    });
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      worker = null; // The next question starts another one.
      listener?.fail(FAILED);
    });
    return worker;
  }

  signal.addEventListener("abort", () => worker?.terminate());

  return {
    /**
     * @param {Question} question
     * @param {Listener} asking
     */
    ask(question, asking) {
      listener = asking;
      running().postMessage({ id: ++id, ...question });
    },

    stop() {
      listener = null;
      worker?.postMessage({ id: ++id, model: null });
    },
  };
}
