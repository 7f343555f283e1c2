/**
 * The languages of the demo and the laboratory, and which of them a visitor gets. To add one, write its file beside this one and a line
 * here.
 */
import { remembered } from "./remembered.js";

/** @type {Record<string, {name: string, direction?: "rtl"}>} Their names, as those who speak them say it. */
export const LANGUAGES = {
  en: { name: "English" },
  de: { name: "Deutsch" },
  fr: { name: "Français" },
  es: { name: "Español" },
  pt: { name: "Português" },
  zh: { name: "中文" },
  ja: { name: "日本語" },
  hi: { name: "हिन्दी" },
  ar: { name: "العربية", direction: "rtl" },
};

/**
 * @param {readonly string[]} wanted  The visitor's languages, the best first, as browsers have them: "pt-BR".
 * @param {() => Pick<Storage, "getItem">} [storageOf]  Throws where the browser denies it.
 * @returns {string} What was chosen at an earlier visit, else the first of those wanted that there is, else English.
 */
export function languageFor(wanted, storageOf) {
  return [remembered(storageOf), ...wanted.map((tag) => tag.split("-")[0].toLowerCase())].find((code) => Object.hasOwn(LANGUAGES, code)) ?? "en";
}
