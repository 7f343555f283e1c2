/**
 * Asks the chosen model what is on the pad.
 */
import { NumberReader } from "../preprocessing/number-reader.js";
import { readParts } from "../preprocessing/picture-number.js";
import { scheduleAnswers } from "../view/scheduler.js";

/** @typedef {import("./state.js").State} State */

/**
 * @param {State} state
 * @param {NumberReader} [reader]
 * @param {(run: () => void) => void} [nextFrame]
 * @returns {() => void} Call it after every change that may change the answer.
 */
export function requestAnswers(state, reader = new NumberReader(), nextFrame) {
  const ask = scheduleAnswers(
    () => answerOf(state, reader),
    (found) => {
      if (found !== null && found.recogniser === state.recogniser) state.setAnswer(found); // Otherwise another model was chosen meanwhile.
    },
    (error) => state.setProblem(error, ask),
    nextFrame,
  );
  return ask;
}

/**
 * @param {State} state
 * @param {NumberReader} reader
 * @returns {Promise<import("./state.js").PadAnswer | null>} Null while no model is loaded, or when this one was closed meanwhile.
 */
async function answerOf(state, reader) {
  const { recogniser, drawing, picture } = state;
  if (recogniser === null) return null;
  try {
    const { whole, pieces } = await (picture === null ? reader.read(recogniser, drawing) : readParts(recogniser, picture));
    return { recogniser, whole, digits: pieces.length < 2 ? [] : pieces.map(({ answer, mark }) => ({ ...answer, mark })) };
  } catch (error) {
    if (recogniser !== state.recogniser) return null;
    throw error;
  }
}
