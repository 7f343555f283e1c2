/**
 * The files that a visitor chose or dropped, each with its path.
 *
 * @typedef {import("../../inference/foreign-files.js").ChosenFile} ChosenFile
 */
import { SentenceError } from "../../errors.js";
import { t } from "../../words/sentence.js";

/** More files than the folder of a model has. */
const MOST_FILES = 1000;

/**
 * @param {Iterable<File>} files  Of a file picker; those of a picker of folders know their path.
 * @returns {ChosenFile[]}
 */
export function chosenOf(files) {
  return [...files].map((file) => ({ path: file.webkitRelativePath || file.name, blob: file }));
}

/**
 * @param {import("../../input/dropped-model.js").Dropped} dropped
 * @returns {Promise<ChosenFile[]>} With the files in its folders.
 * @throws {Error} With one sentence.
 */
export async function droppedFiles({ entries, files }) {
  if (!entries.some(({ isDirectory }) => isDirectory)) return chosenOf(files);
  /** @type {ChosenFile[]} */
  const found = [];
  try {
    for (const entry of entries) await addEntry(found, entry);
  } catch (error) {
    throw error instanceof Error && error.name === "Error" ? error : new SentenceError(t("That folder cannot be read: choose its files instead."));
  }
  if (found.length === 0) throw new SentenceError(t("That folder is empty: choose one with a model.json and its weights."));
  return found;
}

/**
 * @param {ChosenFile[]} found  Gets the files below the entry.
 * @param {any} entry
 */
async function addEntry(found, entry) {
  if (found.length >= MOST_FILES)
    throw new SentenceError(t("That folder has more than {count} files: choose the folder of the model itself.", { count: MOST_FILES }));
  if (entry.isFile) {
    found.push({ path: entry.fullPath.replace(/^\//, ""), blob: await new Promise((resolve, reject) => entry.file(resolve, reject)) });
    return;
  }
  const reader = entry.createReader();
  const next = () => new Promise((resolve, reject) => reader.readEntries(resolve, reject));
  // Browsers give a folder's entries in parts; the last part is empty.
  for (let part = await next(); part.length > 0; part = await next()) {
    for (const inner of part) await addEntry(found, inner);
  }
}
