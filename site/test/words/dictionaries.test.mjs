/**
 * The files of the languages: complete, with the same values in each sentence, and not left in English.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { dictionaryOf, headOf, sentences, sentencesIn, TRANSLATED } from "../../bin/words.mjs";
import { format, partsOf } from "../../src/words/format.js";
import { LANGUAGES } from "../../src/words/languages.js";
import { catalogue } from "./catalogue.mjs";

/** The same in some other language, too. */
const SAME = new Set([
  "784-128-128-10, dropout {dropout}",
  "Atlas",
  "Batch",
  "Convolutions",
  "Dropout",
  "image {image}",
  "Images",
  "label",
  "Label",
  "Pause",
  "Seed",
  "Start",
]);

const said = await sentences();

for (const language of TRANSLATED) {
  const { words, models } = await dictionaryOf(language);

  test(`${LANGUAGES[language].name}: every sentence of the pages is there, and no other`, () => {
    const missing = [...said].filter(([sentence]) => !Object.hasOwn(words, sentence)).map(([sentence, file]) => `${file}: ${sentence}`);
    assert.deepEqual(missing, [], "node site/bin/words.mjs lists what each language lacks");
    assert.deepEqual(
      Object.keys(words).filter((sentence) => !said.has(sentence)),
      [],
    );
  });

  test(`${LANGUAGES[language].name}: nothing is empty, or left in English`, () => {
    for (const [english, text] of Object.entries({ ...words, ...models })) assert.ok(text.trim() === text && text !== "", english);
    const left = Object.entries(words).filter(([english, text]) => text === english && !SAME.has(english));
    assert.deepEqual(left, []);
  });

  test(`${LANGUAGES[language].name}: each sentence has the values of the English one, and the plural forms of the language`, () => {
    for (const [english, text] of Object.entries(words)) {
      assert.deepEqual(valuesIn(text), valuesIn(english), text);
      for (const forms of pluralsIn(text)) assert.deepEqual(forms, formsOf(language), text);
    }
  });

  test(`${LANGUAGES[language].name}: digits are 0 to 9, and each sentence can be formatted`, () => {
    for (const text of Object.values({ ...words, ...models })) assert.doesNotMatch(text, /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\uff10-\uff19]/);
    for (const [english, text] of Object.entries(words)) {
      const values = Object.fromEntries(valuesIn(english).map((part) => [part.split(",")[0], 3]));
      assert.doesNotMatch(format(text, values), /undefined|[{}#]/, text);
    }
  });
}

test("a model that is published has its title and its summary in all languages, or in none", async (context) => {
  for (const { name, title, summary } of await catalogue()) {
    for (const text of [title, summary]) {
      const has = await Promise.all(TRANSLATED.map(async (language) => Object.hasOwn((await dictionaryOf(language)).models, text)));
      if (!has.some(Boolean)) context.diagnostic(`${name} is shown in English everywhere: ${text}`);
      else assert.ok(has.every(Boolean), text);
    }
  }
});

test("sentences are found in code, and one that is not written out is refused", () => {
  const source = 'show(line, t("One.")); const LATER = { a: [t(\'Two "2".\', { b })] }; other("Three.");';
  assert.deepEqual(sentencesIn(source, "a.js"), ["One.", 'Two "2".']);
  assert.throws(() => sentencesIn("t(one)", "a.js"), /a\.js:1: .*written out/);
});

test("heading and first lines are those of a page that holds an app", () => {
  const page = "---\ntitle: A\n---\n\n# A page\n\nTwo\nlines.\n{ .lead }\n\n";
  assert.deepEqual(headOf(page), []);
  assert.deepEqual(headOf(`${page}<div data-inkling-demo>`), ["A page", "Two lines."]);
});

/**
 * @param {string} text
 * @returns {string[]} What stands in braces, in the order of the alphabet; of a plural, its name.
 */
function valuesIn(text) {
  return partsOf(text)
    .filter((_, i) => i % 2 === 1)
    .map((part) => part.replace(/^(\w+, plural).*/s, "$1"))
    .sort();
}

/**
 * @param {string} text
 * @returns {string[][]} The forms of each plural in it, in the order of the alphabet.
 */
function pluralsIn(text) {
  const plurals = partsOf(text).flatMap((part, i) => (i % 2 === 1 ? (/^\w+, plural, (.*)/s.exec(part)?.[1] ?? []) : []));
  return plurals.map((forms) =>
    partsOf(forms)
      .filter((_, i) => i % 2 === 0)
      .map((form) => form.trim())
      .filter((form) => form !== "")
      .sort(),
  );
}

/**
 * @param {string} language
 * @returns {string[]} The plural forms of whole numbers below a million.
 */
function formsOf(language) {
  return [...new Intl.PluralRules(language).resolvedOptions().pluralCategories].filter((form) => form !== "many" || language === "ar").sort();
}
