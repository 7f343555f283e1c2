/**
 * Drawings to try. Their names are here; the strokes are fetched when the first one is asked for, because most visits need none.
 */
import { ScriptError } from "../errors.js";
import { t } from "../words/sentence.js";

/** @typedef {import("../input/stroke-history.js").Drawing} Drawing */

/** What is offered besides the ten digits: the `what` of each style in `examples.json`. */
export const STYLES = [t("barred seven"), t("slashed zero"), t("flagged one"), t("hooked nine"), t("scribble"), t("letter")];

/** The names of all drawings, in their order. */
export const EXAMPLES = [..."0123456789", ...STYLES];

/**
 * @param {number} place  In `EXAMPLES`.
 * @returns {Promise<Drawing>}
 * @throws {ScriptError} When the drawings could not be fetched.
 */
export async function exampleAt(place) {
  const { digits, styles } = await import("./examples.json").catch((error) => {
    throw new ScriptError(t("The drawings to try could not be fetched: check the connection, then choose again."), error);
  });
  return [...digits, ...styles.map(({ strokes }) => strokes)][place];
}
