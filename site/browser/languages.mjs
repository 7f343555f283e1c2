/**
 * Visitors who want another language than English: what they see, and a language in which every sentence can be told from what was
 * left in English.
 */
import { dictionaryOf, sentences } from "../bin/words.mjs";

/** @typedef {import("playwright-core").Page} Page */

/**
 * Gives the pages, in place of German, a language whose sentences are the English ones in brackets: ⟦Clear⟧.
 *
 * @param {import("playwright-core").BrowserContext} context
 */
export async function bracketed(context) {
  const inBrackets = (/** @type {Iterable<string>} */ texts) => Object.fromEntries([...texts].map((text) => [text, `⟦${text}⟧`]));
  const { models } = await dictionaryOf("de");
  const content = { words: inBrackets((await sentences()).keys()), models: inBrackets(Object.keys(models)) };
  await context.route(/\/words\/de\.json$/, (route) => route.fulfill({ json: content }));
}

/**
 * @param {Page} page
 * @param {string} root  A selector.
 * @returns {Promise<string[]>} Texts and names below it, shown or not, that have letters outside brackets. Names of languages and keys,
 *     MNIST, names of files and units are the same everywhere.
 */
export function leftInEnglish(page, root) {
  return page.locator(root).evaluate((place) => {
    const names = ["aria-label", "title", "placeholder", "alt", "aria-description", "aria-roledescription", "aria-valuetext"];
    /** @type {string[]} */
    const found = [];
    for (const element of [place, ...place.querySelectorAll("*")]) {
      if (element.closest("kbd, option[lang], script, style, noscript")) continue;
      for (const name of names) found.push(element.getAttribute(name) ?? "");
      for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) found.push(node.textContent ?? "");
    }
    return [...new Set(found)].filter((text) => {
      let rest = text;
      for (let inner = ""; inner !== rest; ) [inner, rest] = [rest, rest.replace(/⟦[^⟦⟧]*⟧/g, "")]; // From the inside out.
      return /\p{L}{2}/u.test(rest.replace(/MNIST|kB|µs|[\w-]+\.(tes|tra|json)\b/g, ""));
    });
  });
}

/**
 * @param {Page} page
 * @param {string} language
 * @param {string} [root]  A selector.
 */
export async function speaks(page, language, root = "[data-inkling-demo], [data-inkling-train], [data-inkling-atlas], [data-inkling-errors]") {
  await page.waitForFunction(([place, code]) => document.querySelector(place)?.getAttribute("lang") === code, [root, language], { timeout: 15_000 });
}

/**
 * @param {Page} page
 * @param {string} language
 */
export async function choose(page, language) {
  await page.locator(".inkling-language select").selectOption(language);
  if (language !== "en") await speaks(page, language);
}
