/**
 * Makes a built site work without a network: writes DIR/sw.js, a service worker that keeps the site's files.
 *
 * `node site/build/write-service-worker.mjs DIR`
 */
import { createHash } from "node:crypto";
import { readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath, pathToFileURL } from "node:url";
import { transform } from "esbuild";
import { command } from "../bin/command.mjs";
import { builtFiles } from "./built-files.mjs";

/** What visitors can do without while offline: figures, pictures of the demo, and files that only developers and search engines read. */
const LEFT_OUT = [
  /^sw\.js$/,
  /\.map$/,
  /\.d\.ts$/,
  /\.LEGAL\.txt$/,
  /^sitemap/,
  /\/lunr\//,
  /\/figures\/.*\.svg$/,
  /^assets\/demo-\w+\.\w+\.png$/,
  /^404\.html$/,
];

/**
 * @param {string} folder
 * @returns {Promise<{version: string, files: string[]}>} The addresses of the files, relative to the site. The version changes when a
 *     file changes.
 */
async function siteOf(folder) {
  const paths = (await builtFiles(folder)).filter((path) => !LEFT_OUT.some((pattern) => pattern.test(path)));
  const hash = createHash("sha256");
  for (const path of paths) hash.update(path).update(await readFile(join(folder, path)));
  return { version: hash.digest("hex").slice(0, 16), files: paths.map((path) => path.replace(/(^|\/)index\.html$/, "$1") || "./") };
}

/**
 * @param {string} folder  Of a built site, which gets its sw.js.
 * @returns {ReturnType<typeof siteOf>} What the worker keeps.
 */
export async function writeWorker(folder) {
  const site = await siteOf(folder);
  const source = await readFile(join(dirname(dirname(fileURLToPath(import.meta.url))), "src", "pwa", "service-worker.js"), "utf8");
  const { code } = await transform(source, { minify: true, target: "es2020" });
  const draft = join(folder, ".sw.js.part");
  await writeFile(draft, `globalThis.INKLING_SITE=${JSON.stringify(site)};\n${code}`);
  await rename(draft, join(folder, "sw.js"));
  return site;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await command(async () => {
    const { files, version } = await writeWorker(process.argv[2]);
    return `Works offline: ${files.length} files, version ${version}\n`;
  });
}
