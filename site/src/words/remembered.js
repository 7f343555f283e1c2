/**
 * The language that a visitor has chosen, in the browser's storage.
 */

/** Its name there. */
const KEY = "inkling-language";

/**
 * @param {() => Pick<Storage, "getItem">} [storageOf]  Throws where the browser denies it.
 * @returns {string} Empty where none was chosen.
 */
export function remembered(storageOf = () => localStorage) {
  try {
    return storageOf().getItem(KEY) ?? "";
  } catch {
    return "";
  }
}

/**
 * @param {string} language  For later visits.
 * @param {() => Pick<Storage, "setItem">} [storageOf]
 */
export function remember(language, storageOf = () => localStorage) {
  try {
    storageOf().setItem(KEY, language);
  } catch {
    // Denied or full: then the choice lasts until the page is closed.
  }
}
