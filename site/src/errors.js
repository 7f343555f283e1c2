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

/**
 * @param {unknown} error
 * @returns {string} Its message.
 */
export function sentenceOf(error) {
  return error instanceof Error ? error.message : String(error);
}
