/**
 * The recogniser, fetched beside the page's own scripts: TensorFlow.js is ten times as much, and the pad need not wait for it.
 */
import { ScriptError } from "../errors.js";

/** @typedef {typeof import("../index.js")} Runtime */

/** @type {Promise<Runtime> | null} */
let runtime = null;

/** Starts to fetch it; whoever asks for a recogniser hears of what went wrong. */
export function fetchRuntime() {
  runtime ??= import("../index.js").catch((error) => {
    runtime = null;
    throw new ScriptError("A part of this page could not be fetched: check the connection, then try again.", error);
  });
  runtime.catch(() => {});
  return runtime;
}

/** @type {Runtime["createRecogniser"]} */
export async function createRecogniser(options) {
  return (await fetchRuntime()).createRecogniser(options);
}
