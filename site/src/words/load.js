/**
 * Fetches the file of a language and shows the page in it. Until it has come, the page stays as it is.
 */
import { DamagedError, RecogniserError } from "../errors.js";
import { readBytes, readChecked } from "../read-bytes.js";
import { present } from "./format.js";
import { rulesOf } from "./intl.js";
import { LANGUAGES } from "./languages.js";
import { t } from "./sentence.js";

/** The one that was asked for last: a slow file must not replace the one that was chosen after it. */
let asked = "en";

/**
 * @param {string} language
 * @param {URL} folder  Of the files.
 * @returns {Promise<void>} When it is shown, or another one was asked for meanwhile.
 * @throws {RecogniserError} Then the page stays as it is.
 */
export async function speak(language, folder) {
  asked = language;
  if (present.language === language) return;
  /** @type {Record<string, string>} */
  let dictionary = {};
  try {
    if (language !== "en") dictionary = await read(language, folder);
  } catch (error) {
    if (asked === language) throw error; // Nobody waits for another one any more.
  }
  if (asked !== language) return;
  const rules = language === "en" ? { number: null, plural: null } : rulesOf(language);
  Object.assign(present, { language, dictionary, direction: LANGUAGES[language].direction ?? "ltr", ...rules });
  for (const showAgain of present.again) showAgain();
}

/**
 * @param {string} language
 * @param {URL} folder
 * @returns {Promise<Record<string, string>>}
 */
async function read(language, folder) {
  const url = new URL(`${language}.json`, folder);
  try {
    return await readChecked(async (reading) => parsed(await readBytes(url, "The words", { ...reading, later: true })));
  } catch (error) {
    const { name } = LANGUAGES[language];
    throw new RecogniserError(t("This page could not be fetched in this language: {name}. Check the connection, then choose it again.", { name }), error);
  }
}

/**
 * @param {ArrayBuffer} bytes
 * @returns {Record<string, string>} The words of the pages, and those about the published models.
 */
function parsed(bytes) {
  try {
    const { words, models } = JSON.parse(new TextDecoder().decode(bytes));
    return { ...words, ...models };
  } catch (error) {
    throw new DamagedError("The file of the language is damaged.", error);
  }
}
