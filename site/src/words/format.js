/**
 * Puts values into sentences. English needs no more than this file; `load.js` brings the rules of other languages.
 *
 * A sentence is written in a small part of ICU's message format:
 *
 * - `{name}` is the value: a text, or a number without grouping.
 * - `{name, number}` is a whole number, grouped: 10,000.
 * - `{name, plural, one {# image} other {# images}}` chooses by the number, with the language's forms ("zero", "one", "two", "few",
 *   "many", "other"); # is the number, grouped.
 */
import { PLACE } from "./sentence.js";

/** @type {{[place: symbol]: import("./sentence.js").Present}} */
const everywhere = /** @type {any} */ (globalThis);
everywhere[PLACE] ??= { language: "en", direction: "ltr", dictionary: {}, number: null, plural: null, format, again: new Set() };

/** What the page says at the moment. */
export const present = everywhere[PLACE];

/**
 * A number that is written as the language of the page writes it.
 *
 * @param {number} value
 * @param {Intl.NumberFormatOptions} options
 * @param {(value: number) => string} english
 * @returns {import("./sentence.js").Written}
 */
function amount(value, options, english) {
  return written(() => present.number?.(value, options) ?? english(value));
}

/** @param {number} value  Is rounded. */
export function whole(value) {
  return amount(value, { maximumFractionDigits: 0 }, (number) => `${Math.round(number)}`.replace(/\B(?=(\d{3})+$)/g, ","));
}

/**
 * @param {number} value
 * @param {number} digits  After the point.
 */
export function decimal(value, digits) {
  return amount(value, { minimumFractionDigits: digits, maximumFractionDigits: digits }, (number) => number.toFixed(digits));
}

/**
 * @param {number} share
 * @param {number} digits  After the point.
 */
export function percent(share, digits) {
  const options = { style: /** @type {const} */ ("percent"), minimumFractionDigits: digits, maximumFractionDigits: digits };
  return amount(share, options, (number) => `${(number * 100).toFixed(digits)}\u00a0%`);
}

/**
 * @param {"<" | ">"} sign
 * @param {import("./sentence.js").Words} number  Reads from left to right with its sign, in all languages.
 * @returns {import("./sentence.js").Written}
 */
export function beyond(sign, number) {
  return written(() => (present.direction === "rtl" ? `\u2066${sign}\u00a0${number}\u2069` : `${sign}\u00a0${number}`));
}

/** @type {Record<string, string>} Between the parts of a list, where it is not ", ". */
const COMMAS = { zh: "、", ja: "、", ar: "، " };

/** @param {import("./sentence.js").Words[]} parts */
export function listed(parts) {
  return written(() => parts.map(apart).join(COMMAS[present.language] ?? ", "));
}

/** @param {import("./sentence.js").Words[]} sentences  That are said one after the other. */
export function together(sentences) {
  return written(() => sentences.join(" "));
}

/**
 * @param {() => string} say
 * @returns {import("./sentence.js").Written}
 */
function written(say) {
  return { isWords: true, toString: say };
}

/** @param {number} bytes */
export function kilobytes(bytes) {
  const options = { style: /** @type {const} */ ("unit"), unit: "kilobyte", maximumFractionDigits: 0 };
  return amount(bytes / 1000, options, (number) => `${whole(number)}\u00a0KB`);
}

/**
 * @param {string} pattern
 * @returns {string[]} Texts and what is between them in braces, in turn.
 */
export function partsOf(pattern) {
  const parts = [""];
  let depth = 0;
  for (const letter of pattern) {
    if ((letter === "{" && depth++ === 0) || (letter === "}" && --depth === 0)) parts.push("");
    else parts[parts.length - 1] += letter;
  }
  return parts;
}

/**
 * @param {string} pattern
 * @param {Record<string, any>} values
 * @returns {string}
 */
export function format(pattern, values) {
  return partsOf(pattern)
    .map((part, i) => (i % 2 === 0 ? part : filledIn(part, values)))
    .join("");
}

/**
 * @param {string} part  Of a pattern, what stands in braces.
 * @param {Record<string, any>} values
 * @returns {string}
 */
function filledIn(part, values) {
  const [, name, kind, forms] = /^(\w+)(?:, (number|plural)(?:, (.*))?)?$/s.exec(part) ?? [];
  const value = values[name];
  if (kind === "number") return `${whole(value)}`;
  if (kind !== "plural") return apart(value);
  return partsOf(chosen(forms, value))
    .map((text, i) => (i % 2 === 0 ? text.replace("#", `${whole(value)}`) : filledIn(text, values)))
    .join("");
}

/**
 * @param {string} forms  Such as "one {# image} other {# images}".
 * @param {number} count
 * @returns {string} The one for this number.
 */
function chosen(forms, count) {
  const parts = partsOf(forms).map((part) => part.trim());
  const rule = present.plural?.(count) ?? (count === 1 ? "one" : "other");
  const place = parts.indexOf(rule) % 2 === 0 ? parts.indexOf(rule) : parts.indexOf("other");
  return parts[place + 1];
}

/**
 * @param {unknown} value
 * @returns {string} In a script from right to left, kept apart from the text around it: a file's name would be mixed up with it.
 */
function apart(value) {
  if (typeof value === "number" && !Number.isInteger(value)) return present.number?.(value, { maximumFractionDigits: 6 }) ?? `${value}`;
  return present.direction === "rtl" && typeof value !== "number" ? `\u2068${value}\u2069` : `${value}`;
}
