/**
 * Prints how two builds of the site differ: `node site/build/compare-sites.mjs build/www build/zensical`
 *
 * `make check` also builds the site with the successor of its theme: this shows what a switch would change. Compared are the files
 * outside assets/, and of every page its title, its description, its canonical address, the words of its article and the anchors in it.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { command } from "../bin/command.mjs";
import { builtFiles } from "./built-files.mjs";

/** What is compared of a page: its HTML -> text. */
const PARTS = {
  title: (/** @type {string} */ html) => first(/<title>([\s\S]*?)<\/title>/, html),
  description: (/** @type {string} */ html) => first(/<meta name="description" content="([^"]*)"/, html),
  canonical: (/** @type {string} */ html) => first(/<link rel="canonical" href="([^"]*)"/, html),
  words: (/** @type {string} */ html) => wordsOf(articleOf(html)),
  anchors: (/** @type {string} */ html) => [...articleOf(html).matchAll(/<h[1-6][^>]* id="([^"]+)"/g)].map(([, id]) => id).join(" "),
};

/** Only the build that is published has them. */
const OURS = /^(assets\/|sw\.js$)/;

/**
 * @param {string | undefined} one  Folder of a built site.
 * @param {string | undefined} other
 * @returns {Promise<string[]>} A line for each file that only one of them has, and for each part of pages that differs.
 */
export async function differences(one, other) {
  const [ours, theirs] = await Promise.all([one, other].map(async (folder) => (await builtFiles(folder)).filter((file) => !OURS.test(file))));
  const both = ours.filter((file) => theirs.includes(file) && file.endsWith(".html"));
  const texts = await Promise.all(both.map((page) => Promise.all([one, other].map((folder) => readFile(join(folder ?? "", page), "utf8")))));
  return [
    ...ours.filter((file) => !theirs.includes(file)).map((file) => `${file} is only in ${one}`),
    ...theirs.filter((file) => !ours.includes(file)).map((file) => `${file} is only in ${other}`),
    ...Object.entries(PARTS).flatMap(([part, of]) => {
      const pages = texts.map(([a, b], i) => ({ page: both[i], a: of(a), b: of(b) })).filter(({ a, b }) => a !== b);
      return pages.length === 0 ? [] : [`${part} of ${pages.length} pages, the first is ${pages[0].page}: ${change(pages[0])}`];
    }),
  ];
}

/**
 * @param {RegExp} pattern  With one group.
 * @param {string} html
 */
function first(pattern, html) {
  return pattern.exec(html)?.[1] ?? "";
}

/** @param {string} html */
function articleOf(html) {
  return first(/<article[^>]*>([\s\S]*?)<\/article>/, html);
}

/**
 * @param {string} html
 * @returns {string} What a reader sees of it, with one space between words.
 */
function wordsOf(html) {
  const text = html.replace(/<(script|style|svg)[\s\S]*?<\/\1>/g, " ").replace(/<[^>]+>/g, " ");
  return text.replace(/\s+/g, " ").trim();
}

/**
 * @param {{a: string, b: string}} texts
 * @returns {string} Some characters of both, from a little before the first that differs.
 */
function change({ a, b }) {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  const [before, after] = [a, b].map((text) => JSON.stringify(text.slice(Math.max(0, start - 20), start + 60)));
  return `${before} becomes ${after}`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await command(async () => {
    const [one, other] = process.argv.slice(2);
    const lines = await differences(one, other);
    return `From ${one} to ${other}: ${lines.length} differences\n${lines.map((line) => `  ${line}\n`).join("")}`;
  });
}
