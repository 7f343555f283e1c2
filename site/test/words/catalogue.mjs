/**
 * The published models of this repository.
 */
import { readFile } from "node:fs/promises";

/** @returns {Promise<{name: string, title: string, summary: string}[]>} None where nothing is published. */
export async function catalogue() {
  const text = await readFile(new URL("../../../docs/models/index.json", import.meta.url), "utf8").catch(() => '{ "models": [] }');
  return JSON.parse(text).models;
}
