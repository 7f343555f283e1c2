/**
 * What the pages say, and what each language lacks of it: `node site/bin/words.mjs`
 *
 * Reads the sentences in site/src/ and the first lines of the pages, and compares them with site/src/words/*.json. Says what is missing,
 * and what nobody says any more.
 */
import { readdir, readFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import process from "node:process";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parse } from "acorn";
import { LANGUAGES } from "../src/words/languages.js";
import { command } from "./command.mjs";

const repository = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const sources = join(repository, "site", "src");

/** The languages that have a file. */
export const TRANSLATED = Object.keys(LANGUAGES).filter((code) => code !== "en");

/** @typedef {{words: Record<string, string>, models: Record<string, string>}} Dictionary  From English. */

/**
 * @param {string} language
 * @returns {Promise<Dictionary>}
 */
export async function dictionaryOf(language) {
  return JSON.parse(await readFile(join(sources, "words", `${language}.json`), "utf8"));
}

/** @returns {Promise<Map<string, string>>} Each English sentence, and a file that says it. */
export async function sentences() {
  /** @type {Map<string, string>} */
  const found = new Map();
  const files = (await readdir(sources, { recursive: true })).filter((file) => file.endsWith(".js"));
  for (const file of files.sort()) {
    for (const sentence of sentencesIn(await readFile(join(sources, file), "utf8"), file)) found.set(sentence, relative(repository, join(sources, file)));
  }
  const pages = (await readdir(join(repository, "docs", "lab"))).map((file) => join("docs", "lab", file));
  for (const file of ["docs/index.md", ...pages]) for (const text of headOf(await readFile(join(repository, file), "utf8"))) found.set(text, file);
  return found;
}

/**
 * @param {string} source  Of a module.
 * @param {string} file  Its name, for errors.
 * @returns {string[]} What it calls `t` with.
 * @throws {Error} Where that is not written out.
 */
export function sentencesIn(source, file) {
  /** @type {string[]} */
  const found = [];
  visit(parse(source, { ecmaVersion: "latest", sourceType: "module", locations: true }), (node) => {
    if (node.type !== "CallExpression" || node.callee.name !== "t") return;
    const [first] = node.arguments;
    if (typeof first?.value !== "string") throw new Error(`${file}:${node.loc.start.line}: t() wants a sentence that is written out there.`);
    found.push(first.value);
  });
  return found;
}

/**
 * @param {any} node  Of a syntax tree.
 * @param {(node: any) => void} each
 */
function visit(node, each) {
  if (typeof node?.type === "string") each(node);
  for (const inner of Array.isArray(node) ? node : Object.values(node)) if (typeof inner === "object" && inner !== null) visit(inner, each);
}

/**
 * @param {string} markdown
 * @returns {string[]} Heading and first lines of a page that holds an app: `words/picker.js` translates them.
 */
export function headOf(markdown) {
  if (!/<div data-inkling-/.test(markdown)) return [];
  const [, heading] = /^# (.+)$/m.exec(markdown) ?? [];
  const [, lead] = /\n\n((?:.+\n)+)\{ \.lead \}/.exec(markdown) ?? [];
  return [heading, lead].filter((text) => text !== undefined).map((text) => text.trim().replace(/\s+/g, " "));
}

async function main() {
  const said = new Set((await sentences()).keys());
  for (const language of TRANSLATED) {
    const { words } = await dictionaryOf(language);
    const missing = [...said].filter((sentence) => !Object.hasOwn(words, sentence));
    const surplus = Object.keys(words).filter((sentence) => !said.has(sentence));
    process.stdout.write(`${language}: ${Object.keys(words).length} of ${said.size} sentences\n`);
    for (const sentence of missing) process.stdout.write(`  missing: ${JSON.stringify(sentence)}\n`);
    for (const sentence of surplus) process.stdout.write(`  said by nobody: ${JSON.stringify(sentence)}\n`);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await command(main);
