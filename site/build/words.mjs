/**
 * Writes the files of the languages for the pages, which fetch one when a visitor wants it.
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { LANGUAGES } from "../src/words/languages.js";
import { site } from "./bundle.mjs";
import { replaceFolder } from "./replace-folder.mjs";

/** @param {string} folder  Is replaced. */
export async function buildWords(folder) {
  await replaceFolder(folder, async (draft) => {
    for (const language of Object.keys(LANGUAGES).filter((code) => code !== "en")) {
      const text = await readFile(join(site, "src", "words", `${language}.json`), "utf8");
      await writeFile(join(draft, `${language}.json`), JSON.stringify(JSON.parse(text)));
    }
  });
}
