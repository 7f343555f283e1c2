/**
 * A sentence for a visitor: English in the code, and in the visitor's language where the page has loaded one.
 *
 * The English text is the key to its translations. This file knows no language, because the npm package has it as well, for the messages
 * of errors: `format.js` and `load.js` bring the others to the pages of the site.
 *
 * @typedef {{isWords: true, toString(): string}} Written  Says itself in the language of the page.
 * @typedef {string | Written} Words  A string is the same in all languages, such as the name of a model.
 *
 * @typedef {object} Present  What all scripts of a page share: they are bundled apart, and each has a copy of this file.
 * @property {string} language
 * @property {"ltr" | "rtl"} direction  Of its writing.
 * @property {Record<string, string>} dictionary  From English; empty for English.
 * @property {((value: number, options: Intl.NumberFormatOptions) => string) | null} number  Writes it; null for English.
 * @property {((count: number) => string) | null} plural  The form that a number wants; null for English.
 * @property {(pattern: string, values: Record<string, unknown>) => string} format
 * @property {Set<() => void>} again  What shows the texts of the page once more, in another language.
 */

/** The place of it in the global object. */
export const PLACE = Symbol.for("inkling words");

/** @returns {Present | undefined} Nothing where there are no other languages, as in the npm package. */
export function present() {
  return /** @type {any} */ (globalThis)[PLACE];
}

export class Sentence {
  /** @type {true} */
  isWords = true;

  /**
   * @param {string} english  A whole sentence or label. `{name}` stands for a value; `format.js` says what else may stand in braces.
   * @param {Record<string, Words | number> | null} values  By their names; null for a text in which braces mean nothing.
   */
  constructor(english, values) {
    this.english = english;
    this.values = values;
  }

  toString() {
    const found = present();
    const text = found?.dictionary[this.english] ?? this.english;
    return this.values === null ? text : (found?.format ?? filled)(text, this.values);
  }

  /** @returns {string} For consoles, and for programs that know no other language. */
  inEnglish() {
    return this.values === null ? this.english : filled(this.english, this.values);
  }
}

/**
 * @param {string} english  Written out in the code: a test looks for it there, and in the file of each language.
 * @param {Record<string, Words | number>} [values]
 */
export function t(english, values = {}) {
  return new Sentence(english, values);
}

/**
 * @param {any} sent  Words that came from a worker: of a sentence, only its fields arrive.
 * @returns {Words}
 */
export function received(sent) {
  if (sent?.english === undefined) return sent;
  return new Sentence(sent.english, sent.values && Object.fromEntries(Object.entries(sent.values).map(([name, value]) => [name, received(value)])));
}

/**
 * @param {string} pattern
 * @param {Record<string, unknown>} values
 */
function filled(pattern, values) {
  return pattern.replace(/\{(\w+)\}/g, (_, name) => `${values[name] instanceof Sentence ? values[name].inEnglish() : values[name]}`);
}
