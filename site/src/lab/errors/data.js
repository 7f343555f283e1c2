/**
 * What the pages of errors know. The matrices come at once; answers and pictures, which are larger, with the first list of images.
 *
 * @typedef {import("./confusions-file.js").Model} Model
 * @typedef {{model: Model, known: import("./answers-file.js").Answers}} Known  A model, and its answers.
 *
 * @typedef {object} Data
 * @property {import("./confusions-file.js").Confusions} confusions
 * @property {Map<number, import("../label-errors.js").LabelError>} labelErrors
 * @property {() => Promise<Known[]>} answers  Of all models that published some.
 * @property {() => Promise<import("../atlas/test-sheet.js").TestSheet>} sheet  The pictures.
 */
import { RecogniserError } from "../../errors.js";
import { t } from "../../words/sentence.js";
import { readTestSheet } from "../atlas/test-sheet.js";
import { readLabelErrors } from "../label-errors.js";
import { readAnswers } from "./answers-file.js";
import { readConfusions } from "./confusions-file.js";

/**
 * @param {URL} url  Of confusions.json, in the folder of the models.
 * @returns {Promise<Data>}
 * @throws {import("../../errors.js").RecogniserError}
 */
export async function openData(url) {
  const [confusions, labelErrors] = await Promise.all([readConfusions(url), readLabelErrors(new URL("label-errors.json", url))]);
  return {
    confusions,
    labelErrors,
    answers: once(() => readAll(url, confusions.models)),
    sheet: once(() => readTestSheet(new URL("figures/test-sheet.json", url))),
  };
}

/**
 * @param {URL} url
 * @param {Model[]} models
 * @returns {Promise<Known[]>} At least one.
 */
async function readAll(url, models) {
  const known = await Promise.all(models.flatMap((model) => (model.answers === null ? [] : [read(url, model, model.answers)])));
  if (known.length === 0) throw new RecogniserError(t("No model was published with its answers: publish the models again."));
  return known;
}

/**
 * @param {URL} url
 * @param {Model} model
 * @param {NonNullable<Model["answers"]>} facts
 */
async function read(url, model, facts) {
  return { model, known: await readAnswers(new URL(`${model.name}/answers.bin`, url), facts) };
}

/**
 * @template T
 * @param {() => Promise<T>} load
 * @returns {() => Promise<T>} Loads at the first call, and again after a failure.
 */
function once(load) {
  /** @type {Promise<T> | null} */
  let loaded = null;
  return () => {
    loaded ??= load().catch((error) => {
      loaded = null;
      throw error;
    });
    return loaded;
  };
}
