/**
 * Where the published models are, and which files each has.
 */
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/**
 * @param {string} folder
 * @returns {Promise<string[]>} Paths of the model.json files one folder below, sorted; none where the folder is missing. A name that
 *     starts with a dot is a folder that `publish` has not finished, so it does not count.
 */
export async function modelsIn(folder) {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const names = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith(".")).map((entry) => entry.name);
  const paths = names.map((name) => join(folder, name, "model.json"));
  const there = await Promise.all(paths.map(isThere));
  return paths.filter((_, i) => there[i]).sort();
}

/**
 * @param {string} text  Of a model.json.
 * @returns {string[]} Its weights files, relative to it.
 */
export function weightsOf(text) {
  return JSON.parse(text).weightsManifest.flatMap((/** @type {{paths: string[]}} */ { paths }) => paths);
}

/** @param {string} path */
async function isThere(path) {
  const found = await stat(path).catch(() => null);
  return found !== null;
}
