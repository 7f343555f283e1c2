/**
 * Errors that say in one sentence what went wrong and what to do. Their texts are shown to visitors.
 */

/** Something went wrong; the message says what, and what to do. */
export class RecogniserError extends Error {
  /**
   * @param {string} message
   * @param {unknown} [cause]  The error that led to it, for the developer's console.
   */
  constructor(message, cause) {
    super(message, { cause });
    this.name = "RecogniserError";
  }
}

/** A script could not be loaded. Browsers may remember that until the page is loaded again. */
export class ScriptError extends RecogniserError {}

/** The server has no such file. */
export class MissingError extends RecogniserError {}

/** What arrived is not what belongs there. */
export class DamagedError extends RecogniserError {}

/** A model needs what the build has left out, because no published model runs it. */
export class LeftOutError extends Error {}

/**
 * @param {unknown} error
 * @returns {string} Its message.
 */
export function sentenceOf(error) {
  return error instanceof Error ? error.message : String(error);
}

/** @type {WeakSet<object>} */
const logged = new WeakSet();

/**
 * Writes an error and the errors that led to it to the developer's console, each error once. Call it wherever an error is shown.
 *
 * @param {unknown} error
 */
export function logError(error) {
  if (error instanceof Error && (logged.has(error) || isSentence(error))) return;
  /** @type {unknown[]} */
  const chain = [];
  for (let each = error; each !== undefined && !chain.includes(each); each = each instanceof Error ? each.cause : undefined) chain.push(each);
  if (error instanceof Error) logged.add(error);
  console.error(...chain.flatMap((each, i) => (i === 0 ? [each] : ["\nCaused by:", each])));
}

/**
 * A plain Error without a cause is only a sentence for the visitor, about a file of another kind for example: nothing went wrong in
 * the page, and nothing is logged.
 *
 * @param {Error} error
 */
function isSentence(error) {
  return error.name === "Error" && error.cause === undefined;
}
