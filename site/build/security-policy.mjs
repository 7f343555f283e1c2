/**
 * Puts a strict Content-Security-Policy into every page of a built site: `node site/build/security-policy.mjs DIR`
 *
 * Scripts come from the site itself; those that the theme writes into its pages are allowed by their hashes. The pages ask nothing of
 * any other host. A static host sends no headers of ours, so the policy is part of the page.
 */
import { createHash } from "node:crypto";
import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { command } from "../bin/command.mjs";
import { builtFiles } from "./built-files.mjs";

const INLINE_SCRIPT = /<script(?![^>]*\bsrc=)(?![^>]*type="application\/json")[^>]*>([\s\S]*?)<\/script>/g;
const MARK = '<meta http-equiv="Content-Security-Policy"';

/**
 * @param {string} html
 * @returns {string} With the policy right after the character set.
 */
export function withPolicy(html) {
  if (html.includes(MARK)) return html;
  const hashes = [...html.matchAll(INLINE_SCRIPT)].map(([, code]) => `'sha256-${createHash("sha256").update(code).digest("base64")}'`);
  const policy = [
    "default-src 'self'",
    `script-src 'self' 'wasm-unsafe-eval' ${[...new Set(hashes)].join(" ")}`.trim(),
    "style-src 'self' 'unsafe-inline'", // The theme's diagrams and icons have style attributes, and styles run no code.
    "img-src 'self' data: blob:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
  ].join("; ");
  return html.replace(/<meta charset="utf-8">/i, (charset) => `${charset}${MARK} content="${policy}">`);
}

/**
 * @param {string} folder  Of a built site, whose pages are rewritten.
 * @returns {Promise<number>} How many there are.
 * @throws {Error} When a page names no character set.
 */
export async function protect(folder) {
  const pages = (await builtFiles(folder)).filter((name) => name.endsWith(".html"));
  for (const page of pages) {
    const path = join(folder, page);
    const html = await readFile(path, "utf8");
    const guarded = withPolicy(html);
    if (!guarded.includes(MARK)) throw new Error(`${path} names no character set, so the policy cannot be put behind it.`);
    await writeFile(`${path}.part`, guarded);
    await rename(`${path}.part`, path);
  }
  return pages.length;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await command(async () => `Wrote a strict content security policy into ${await protect(process.argv[2])} pages.\n`);
}
