/**
 * Errors that say in one sentence what went wrong and what to do.
 */

/** What went wrong, in one sentence that whoever reads it can act on. */
export class RecogniserError extends Error {
  /**
   * @param {string} message
   * @param {unknown} [cause]  The error underneath, for a developer's console.
   */
  constructor(message, cause) {
    super(message, { cause });
    this.name = "RecogniserError";
  }
}

/** A script did not arrive. Browsers may remember that for as long as the page is there: only a new one tries again. */
export class ScriptError extends RecogniserError {}

/**
 * @param {unknown} error
 * @returns {string} What it says to whoever reads it.
 */
export function sentenceOf(error) {
  return error instanceof Error ? error.message : String(error);
}
