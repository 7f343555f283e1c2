/**
 * Sentences with values in them, in English and in other languages.
 */
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { present } from "../../src/words/format.js";
import { rulesOf } from "../../src/words/intl.js";
import { decimal, kilobytes, percent, t, whole } from "../../src/words/words.js";

/**
 * @param {string} language
 * @param {Record<string, string>} [dictionary]
 */
function speak(language, dictionary = {}) {
  const rules = language === "en" ? { number: null, plural: null } : rulesOf(language);
  Object.assign(present, { language, dictionary, direction: language === "ar" ? "rtl" : "ltr", ...rules });
}

afterEach(() => speak("en"));

const IMAGES = "{count, plural, one {# image} other {# images}} of {all, number}";

test("English needs no file and nothing of Intl", (context) => {
  const formats = context.mock.method(Intl, "NumberFormat");
  const rules = context.mock.method(Intl, "PluralRules");
  assert.equal(`${t("The file {name} is missing.", { name: "model.json" })}`, "The file model.json is missing.");
  assert.equal(`${t(IMAGES, { count: 1, all: 10_000 })}`, "1 image of 10,000");
  assert.equal(`${t(IMAGES, { count: 1200, all: 10_000 })}`, "1,200 images of 10,000");
  assert.deepEqual([percent(0.9925, 1), decimal(0.12, 3), whole(85246.4), kilobytes(178_000)].map(String), ["99.3\u00a0%", "0.120", "85,246", "178\u00a0KB"]);
  assert.equal(formats.mock.callCount() + rules.mock.callCount(), 0);
});

test("a language has its own sentences, numbers and plurals", () => {
  speak("de", { [IMAGES]: "{count, plural, one {# Bild} other {# Bilder}} von {all, number}" });
  assert.equal(`${t(IMAGES, { count: 1200, all: 10_000 })}`, "1.200 Bilder von 10.000");
  assert.deepEqual([percent(0.9925, 1), decimal(0.12, 3)].map(String), ["99,3\u00a0%", "0,120"]);
  speak("fr");
  assert.match(`${kilobytes(178_000)}`, /^178\s+ko$/);
});

test("a language with six plural forms has them, and digits stay 0 to 9", () => {
  speak("ar", { [IMAGES]: "{count, plural, zero {لا صور} one {صورة} two {صورتان} few {# صور} many {# صورة} other {# صورة}} من {all, number}" });
  const said = [0, 1, 2, 3, 11, 100].map((count) => `${t(IMAGES, { count, all: 10_000 })}`);
  assert.deepEqual(said, ["لا صور من 10,000", "صورة من 10,000", "صورتان من 10,000", "3 صور من 10,000", "11 صورة من 10,000", "100 صورة من 10,000"]);
  speak("hi");
  assert.match(`${percent(0.5, 1)}`, /50\.0/);
});

test('a form that a language does not name is its "other"', () => {
  speak("es", { [IMAGES]: "{count, plural, one {# imagen} other {# imágenes}} de {all, number}" });
  assert.match(`${t(IMAGES, { count: 1_000_000, all: 1 })}`, /imágenes/);
});

test("a sentence stands in another one, in the same language", () => {
  const sentence = t("{what} is damaged.", { what: t("The model") });
  speak("de", { "{what} is damaged.": "Beschädigt: {what}.", "The model": "das Modell" });
  assert.equal(`${sentence}`, "Beschädigt: das Modell.");
  assert.equal(sentence.inEnglish(), "The model is damaged.");
});

test("from right to left, a text between others is kept apart", () => {
  speak("ar", { "The file {name} is missing.": "الملف {name} مفقود." });
  assert.equal(`${t("The file {name} is missing.", { name: "model.json" })}`, "الملف \u2068model.json\u2069 مفقود.");
});

test("without other languages, as in the npm package, a sentence is English", () => {
  const sentence = t("The file {name} is missing.", { name: "{model}.json" });
  assert.equal(sentence.inEnglish(), "The file {model}.json is missing.");
});
