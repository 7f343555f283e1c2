/**
 * Reads a drawing with the flagship, and finds the test images that are most like it. Model and features are fetched for the first drawing.
 *
 * @typedef {object} Found
 * @property {import("../../words/sentence.js").Words} words  What the flagship reads.
 * @property {import("./features.js").Neighbour[]} neighbours  Nearest first.
 * @property {{x: number, y: number}} at  Its place on the map.
 */
import { DamagedError } from "../../errors.js";
import { createRecogniser } from "../../app/models/lazy-inference.js";
import { place, readBytes } from "../../read-bytes.js";
import { t } from "../../words/words.js";
import { readFeatureBytes } from "./atlas-files.js";
import { Features, placeOf } from "./features.js";
import { percentOf } from "./words.js";

/** Milliseconds for which what could not be fetched is not asked for again: a pad asks at every frame while somebody draws. */
const PAUSE = 2000;

/** Images that are shown beside a drawing. */
const SHOWN = 8;

/**
 * @param {URL} url  Of atlas.json.
 * @param {URL} model  Of the flagship's model.json.
 * @param {import("./atlas-files.js").Facts} facts
 * @param {import("./atlas-files.js").Atlas} atlas
 * @returns {(strokes: import("../../input/stroke-history.js").Drawing) => Promise<Found | null>} Null for a drawing without ink.
 */
export function findOwn(url, model, facts, atlas) {
  /** @type {Promise<{recogniser: import("../../inference/recogniser.js").Recogniser, features: Features}> | null} */
  let loading = null;

  async function load() {
    await checkModel(model, facts.weights);
    const [recogniser, bytes] = await Promise.all([createRecogniser({ model }), readFeatureBytes(url, facts)]);
    return { recogniser, features: new Features(facts.features, bytes) };
  }

  function start() {
    loading = load();
    loading.catch(() => setTimeout(() => (loading = null), PAUSE));
    return loading;
  }

  return async (strokes) => {
    if (strokes.length === 0) return null;
    const { recogniser, features } = await (loading ?? start());
    const answer = await recogniser.recognise(strokes);
    if (answer.grid === null) return null;
    const [seen] = await recogniser.features(Float32Array.from(answer.grid));
    const neighbours = features.nearest(seen, SHOWN);
    return { words: answerWords(answer), neighbours, at: placeOf(neighbours, atlas) };
  };
}

/**
 * @param {Pick<import("../../inference/recogniser.js").Answer, "verdict" | "candidates" | "confidence">} answer
 * @returns {import("../../words/sentence.js").Words}
 */
export function answerWords({ verdict, candidates, confidence }) {
  if (verdict === "not a digit") return t("The network says: not a digit.");
  if (verdict === "unsure") return t("The network says: {one} or {other}.", { one: `${candidates[0]}`, other: `${candidates[1]}` });
  return t("The network says: {digit} ({confidence}).", { digit: candidates[0], confidence: percentOf(confidence) });
}

/**
 * Features of one model mean nothing to another one.
 *
 * @param {URL} model
 * @param {Record<string, string>} weights  SHA-256 of each weights file that the atlas was made with.
 * @throws {import("../../errors.js").RecogniserError}
 */
async function checkModel(model, weights) {
  const text = new TextDecoder().decode(await readBytes(model, t("The model")));
  const found = JSON.parse(text).userDefinedMetadata?.sha256 ?? {};
  if (JSON.stringify(found) === JSON.stringify(weights)) return;
  throw new DamagedError(
    t('The map was made with another version of the model at {url}: make it again with "python -m export atlas RUN" and publish the run.', {
      url: place(model),
    }),
  );
}
