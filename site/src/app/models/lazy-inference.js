/**
 * Loads the recogniser after the demo's own script: TensorFlow.js is ten times as large, and the pad must not wait for it.
 */
import { ScriptError } from "../../errors.js";
import { t } from "../../words/sentence.js";

/** @typedef {typeof import("../../inference/recogniser.js")} Inference */

/** @type {Promise<Inference> | null} */
let loading = null;

/** Starts to load it. When that fails, `createRecogniser` reports the error. */
export function loadInference() {
  loading ??= import("../../inference/recogniser.js").catch((error) => {
    loading = null;
    throw new ScriptError(t("A part of this page could not be fetched: check the connection, then try again."), error);
  });
  loading.catch(() => {});
  return loading;
}

/** @type {Inference["createRecogniser"]} */
export async function createRecogniser(options) {
  return (await loadInference()).createRecogniser(options);
}
