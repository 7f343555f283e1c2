/**
 * Opens a model of the visitor's own: from files to a network that was measured, and then to an entry of the picker.
 *
 * @typedef {import("../../inference/open-network.js").Meaning} Meaning
 * @typedef {import("../../inference/recogniser.js").Recogniser} Recogniser
 * @typedef {import("../../inference/runtime.js").Backend} Backend
 * @typedef {import("../published/catalogue.js").Entry} Entry
 *
 * @typedef {object} OwnModel  That was read and measured.
 * @property {import("../../inference/foreign-files.js").ForeignFiles} source
 * @property {import("../../inference/open-network.js").Opened & Backend} opened
 * @property {import("../../inference/measure-network.js").Measured} measured
 */
import { RecogniserError, ScriptError, SentenceError, wordsOf } from "../../errors.js";
import { readForeign } from "../../inference/foreign-files.js";
import { adapted } from "../../inference/foreign-network.js";
import { measure } from "../../inference/measure-network.js";
import { Sentence, t, together } from "../../words/words.js";

/** @typedef {import("../../words/sentence.js").Words} Words */

/**
 * @param {ReadonlyArray<import("../../inference/foreign-files.js").ChosenFile>} chosen
 * @param {() => Promise<ReadonlyArray<import("../published/test-images.js").TestImage>>} testImages
 * @param {(text: Words) => void} say  What is done at the moment.
 * @returns {Promise<OwnModel>}
 * @throws {Error} With one sentence.
 */
export async function openModel(chosen, testImages, say) {
  say(t("Reading the files…"));
  const source = await readForeign(chosen);
  const name = new Sentence(source.name, null);
  say(t("Loading TensorFlow.js for {name}…", { name }));
  const { openNetwork } = await loadRuntime();
  const opened = await openNetwork(source.files).catch((error) => Promise.reject(sentenceAbout(source.name, error)));
  try {
    say(t("Measuring {name} on test images…", { name }));
    return { source, opened, measured: await measure(opened.network, await testImages()) };
  } catch (error) {
    opened.network.dispose();
    throw sentenceAbout(source.name, error);
  }
}

/** Characters of a reason: a visitor reads one sentence. */
const LONGEST = 200;

/** @type {Promise<typeof import("../../inference/open-network.js")> | null} */
let loading = null;

/**
 * All of TensorFlow.js is ten times as large as this script, so it is fetched when there is a model to open.
 *
 * @throws {ScriptError}
 */
function loadRuntime() {
  loading ??= import("../../inference/open-network.js").catch((error) => {
    loading = null;
    throw new ScriptError(t("A part of this page could not be fetched: check the connection, load this page again, then open the model."), error);
  });
  return loading;
}

/**
 * @param {string} name  Of the model.
 * @param {unknown} error
 * @returns {Error} With a whole sentence.
 */
function sentenceAbout(name, error) {
  if (error instanceof Error && error.name === RecogniserError.name) return error;
  // What TensorFlow.js says goes on for paragraphs; and where it expects something that is not there, it only stumbles.
  const said = error instanceof TypeError ? t("its graph or its layers are damaged") : wordsOf(error);
  const reason = typeof said === "string" ? firstSentence(said) : said;
  return new SentenceError(
    t("{name} cannot be used here: {reason}. Choose a model that reads pictures of 28 x 28 and answers with digits, or export it again.", {
      name: new Sentence(name, null),
      reason,
    }),
  );
}

/** @param {string} text */
function firstSentence(text) {
  return text
    .split(/\n|\. /)[0]
    .replace(/\.$/, "")
    .slice(0, LONGEST);
}

/**
 * @param {OwnModel} model
 * @param {Meaning} meaning  Of its numbers.
 * @returns {Promise<Recogniser>}
 * @throws {Error} With one sentence.
 */
export async function recogniserOf({ source, opened, measured }, meaning) {
  const { recogniserFor } = await loadRuntime();
  const network = adapted(opened.network, meaning, measured.pixels);
  const { backend, simd } = opened;
  try {
    return { backend, simd, ...(await recogniserFor(network, metadataOf(source.files.userDefinedMetadata))) };
  } catch (error) {
    throw sentenceAbout(source.name, error);
  }
}

/**
 * @param {any} metadata  Of a model.json; anything may stand there.
 * @returns {import("../../inference/model-files.js").Metadata} What this project's export wrote, and nothing else.
 */
export function metadataOf(metadata) {
  const { thresholds, golden } = metadata ?? {};
  const isNumber = (/** @type {unknown} */ value) => typeof value === "number";
  return {
    ...(isNumber(thresholds?.digit) && isNumber(thresholds?.sure) && { thresholds }),
    ...(Array.isArray(golden?.strokes) && Array.isArray(golden.answer) && isNumber(golden.tolerance) && { golden }),
  };
}

/**
 * @param {OwnModel} model
 * @param {number} number  Of the model in this visit.
 * @param {ReadonlyArray<Entry>} others  Their titles are taken.
 * @returns {Entry}
 */
export function entryOf({ source, measured }, number, others) {
  const { errors, images, pixels } = measured;
  const about = t("Your own model. It is forgotten when you leave this page.");
  const takes = t("It takes {paper} for paper and {ink} for ink.", pixels);
  return {
    name: `own-${number}`,
    title: freeTitle(source.name, others),
    summary: pixels.paper === 0 && pixels.ink === 1 ? about : together([about, takes]),
    model: new URL(`own:${number}`),
    card: null,
    parameters: source.parameters,
    bytes: source.bytes,
    accuracy: 1 - errors / images,
    errors,
    images,
    drawn_accuracy: null,
    default: false,
    isOwn: true,
  };
}

/**
 * @param {string} title
 * @param {ReadonlyArray<Entry>} others
 */
function freeTitle(title, others) {
  const isFree = (/** @type {string} */ name) => others.every((other) => other.title !== name);
  for (let i = 1; ; i++) {
    const name = i === 1 ? title : `${title} ${i}`;
    if (isFree(name)) return name;
  }
}

/**
 * @param {Float32Array} values  What a network answers to one grid.
 * @returns {Meaning} What they look like, where the file does not say what they are.
 */
export function looksLike(values) {
  if (!values.every((value) => value >= 0 && value <= 1)) return "logits";
  const sum = values.reduce((total, value) => total + value, 0);
  return Math.abs(sum - 1) < 1e-3 ? "softmax" : "sigmoid";
}
