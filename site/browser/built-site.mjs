/**
 * The built site as files: where it is, its pages, its published models.
 */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { builtFiles } from "../build/built-files.mjs";

export const repository = resolve(dirname(fileURLToPath(import.meta.url)), "..", "..");

/** The folder of the built site: $INKLING_WWW, else build/www. */
export const www = resolve(process.env.INKLING_WWW ?? join(repository, "build", "www"));

if (!existsSync(join(www, "index.html"))) {
  throw new Error(`There is no built site at ${www}: run "make site" first, or set INKLING_WWW to one.`);
}

/** The path under which tests serve the site: a project's pages on a shared host have one as well. */
export const BASE = "/some/base/";

/** @returns {Promise<string[]>} Every page of the site, relative to its home, as its links spell it. */
export async function pages() {
  const files = await builtFiles(www);
  return files
    .filter((file) => file.endsWith(".html") && file !== "404.html")
    .map((file) => file.replace(/index\.html$/, ""))
    .sort();
}

/** @returns {Promise<{name: string, title: string, model: string, default?: boolean}[]>} The published models. */
export async function catalogue() {
  return JSON.parse(await readFile(join(www, "models", "index.json"), "utf8")).models;
}
