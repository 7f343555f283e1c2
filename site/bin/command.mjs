/**
 * How the commands of this folder begin and end: what is wrong is one sentence, and a status that is not zero.
 */
import { readdir } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import process from "node:process";
import { sentenceOf } from "../src/errors.js";

/** @param {() => Promise<string | void>} main  Returns what to print. */
export async function command(main) {
  try {
    process.stdout.write((await main()) ?? "");
  } catch (error) {
    process.stderr.write(`${sentenceOf(error)}\n`);
    process.exitCode = 1;
  }
}

/**
 * @param {string | undefined} folder  Of a built site.
 * @returns {Promise<string[]>} Its files, relative to it, in order.
 */
export async function filesOf(folder) {
  if (folder === undefined) throw new Error("Name the folder of a built site, such as build/www.");
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => {
    throw new Error(`There is no built site at ${folder}: run 'make site' first.`);
  });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)).split(sep).join("/"))
    .sort();
}
