/**
 * Numbers and plurals as a language writes them. Only languages other than English need it: the first use of `Intl` takes milliseconds.
 */

/** Digits stay 0 to 9 in all languages, as those that are drawn. */
const DIGITS = "-u-nu-latn";

/**
 * @param {string} language
 * @returns {Pick<import("./sentence.js").Present, "number" | "plural">} Each formatter is made once: making one is slow.
 */
export function rulesOf(language) {
  /** @type {Map<string, Intl.NumberFormat>} By its options. */
  const formats = new Map();
  /** @type {Intl.PluralRules | undefined} */
  let plurals;
  return {
    number(value, options) {
      const key = JSON.stringify(options);
      const format = formats.get(key) ?? new Intl.NumberFormat(language + DIGITS, options);
      formats.set(key, format);
      return format.format(value);
    },
    plural(count) {
      plurals ??= new Intl.PluralRules(language);
      return plurals.select(count);
    },
  };
}
