/**
 * The files of a built site.
 */
import { readdir } from "node:fs/promises";
import { join, relative, sep } from "node:path";

/**
 * @param {string | undefined} folder
 * @returns {Promise<string[]>} Its files in order, relative to it, with slashes.
 * @throws {Error} When there is no such folder.
 */
export async function builtFiles(folder) {
  if (folder === undefined) throw new Error("Name the folder of a built site, such as build/www.");
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => {
    throw new Error(`There is no built site at ${folder}: run 'make site' first.`);
  });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      relative(folder, join(entry.parentPath ?? entry.path, entry.name))
        .split(sep)
        .join("/"),
    )
    .sort();
}
