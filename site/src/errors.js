/**
 * Errors that say in one sentence what went wrong and what to do. Their texts are shown to visitors.
 *
 * @typedef {import("./words/sentence.js").Words} Words
 */
import { Sentence } from "./words/sentence.js";

/** Where an error has its sentence. Scripts of a page that were bundled apart share it. */
const SENTENCE = Symbol.for("inkling sentence");

/**
 * What a visitor should know about their own file or drawing: nothing went wrong in the page. Its message is English, and pages show it in
 * the visitor's language.
 */
export class SentenceError extends Error {
  /**
   * @param {Words} sentence
   * @param {unknown} [cause]  The error that led to it, for the developer's console.
   */
  constructor(sentence, cause) {
    super(sentence instanceof Sentence ? sentence.inEnglish() : `${sentence}`, { cause });
    Object.defineProperty(this, SENTENCE, { value: sentence });
  }
}

/** Something went wrong; the message says what, and what to do. */
export class RecogniserError extends SentenceError {
  /**
   * @param {Words} message
   * @param {unknown} [cause]  The error that led to it, for the developer's console.
   */
  constructor(message, cause) {
    super(message, cause);
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
 * @returns {string} Its message, in English.
 */
export function sentenceOf(error) {
  return error instanceof Error ? error.message : String(error);
}

/**
 * @param {unknown} error
 * @returns {Words} Its message, in the language of the page where it has one.
 */
export function wordsOf(error) {
  return /** @type {any} */ (error)?.[SENTENCE] ?? sentenceOf(error);
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
