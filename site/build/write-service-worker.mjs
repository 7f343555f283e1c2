/**
 * Makes a built site work without a network: writes DIR/sw.js, a service worker that keeps the site's files.
 *
 * `node site/build/write-service-worker.mjs DIR`
 */
import { createHash } from "node:crypto";
import { readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join, posix } from "node:path";
import process from "node:process";
import { fileURLToPath, pathToFileURL } from "node:url";
import { transform } from "esbuild";
import { command } from "../bin/command.mjs";
import { builtFiles } from "./built-files.mjs";
import { weightsOf } from "./published-models.mjs";

/**
 * What visitors can do without while offline: figures, pictures of the demo, and files that only developers, other programs and search
 * engines read. Models for other programs are megabytes that no page opens.
 */
const LEFT_OUT = [
  /^sw\.js$/,
  /\.map$/,
  /\.d\.ts$/,
  /\.LEGAL\.txt$/,
  /^sitemap/,
  /\/lunr\//,
  /\/figures\/.*\.svg$/,
  /^models\/.*\.(keras|tflite|onnx)$/,
  /^models\/.*\/(answers|config|versions)\.json$/,
  /^use\/config\.schema\.json$/,
  /^notebooks\/.*\.ipynb$/,
  /^assets\/(before\/)?demo-\w+\.\w+\.png$/,
  /^404\.html$/,
];

/** Of the demo's scripts, what most visits of the home page do not need: these files are for other browsers and other pages. */
const LATER = [/\/cpu-[^/]+\.js$/, /\/(inkling|digit-pad)\.js$/, /\/tfjs-backend-wasm\.wasm$/];

/** Kept once a page has used them, and not before: large files that few visitors need, languages, and pictures of the documentation. */
const WHEN_USED = [
  /^assets\/demo\/own\//,
  /^assets\/(words\/|[^/]+\.png$)/,
  /^models\/figures\/(lab-images\.bin|test-sheet\.png)$/,
  /^models\/[^/]+\/(atlas\/.*|answers)\.bin$/,
];

/**
 * @typedef {object} Site  What the worker keeps. Addresses are relative to the site.
 * @property {string} version  It changes when a file changes.
 * @property {string[]} shell  What the home page needs, with the default model: it is fetched at the first visit.
 * @property {Record<string, string>} files  All files, each with the first 16 digits of its SHA-256.
 * @property {string[]} whenUsed  Those of them that are kept once a page has used them, and not before.
 *
 * @param {string} folder
 * @returns {Promise<Site>}
 */
export async function siteOf(folder) {
  const paths = (await builtFiles(folder)).filter((path) => !LEFT_OUT.some((pattern) => pattern.test(path)));
  const version = createHash("sha256");
  /** @type {Record<string, string>} */
  const files = {};
  for (const path of paths) {
    const bytes = await readFile(join(folder, path));
    version.update(path).update(bytes);
    files[addressOf(path)] = createHash("sha256").update(bytes).digest("hex").slice(0, 16);
  }
  const needed = await shellOf(folder, paths);
  const whenUsed = paths.filter((path) => WHEN_USED.some((pattern) => pattern.test(path)));
  return { version: version.digest("hex").slice(0, 16), shell: paths.filter((path) => needed.has(path)).map(addressOf), files, whenUsed };
}

/**
 * @param {string} path
 * @returns {string} The address of a file: a page has that of its folder.
 */
function addressOf(path) {
  return path.replace(/(^|\/)index\.html$/, "$1") || "./";
}

/**
 * @param {string} folder
 * @param {string[]} paths
 * @returns {Promise<Set<string>>} The home page, the files that it names, the demo's scripts, the list of models, and the default model.
 */
async function shellOf(folder, paths) {
  const home = paths.includes("index.html") ? await readFile(join(folder, "index.html"), "utf8") : "";
  const named = [...home.matchAll(/(?:src|href)="?([^"\s>]+)/g)].map(([, address]) => address.split(/[?#]/)[0]).filter((address) => /\.\w+$/.test(address));
  const demo = paths.filter((path) => /^assets\/demo\/[^/]+\.(js|wasm)$/.test(path) && !LATER.some((pattern) => pattern.test(path)));
  return new Set(["index.html", ...named, ...demo, ...(await defaultModel(folder, paths))]);
}

/**
 * @param {string} folder
 * @param {string[]} paths
 * @returns {Promise<string[]>} The files of the default model, and the list that names it; none where no models are published.
 */
async function defaultModel(folder, paths) {
  if (!paths.includes("models/index.json")) return [];
  const { models } = JSON.parse(await readFile(join(folder, "models", "index.json"), "utf8"));
  const entry = models.find((/** @type {any} */ model) => model.default) ?? models[0];
  const path = `models/${entry.model}`;
  const weights = weightsOf(await readFile(join(folder, path), "utf8"));
  return ["models/index.json", path, ...weights.map((name) => posix.join(posix.dirname(path), name))];
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
    const { files, shell, whenUsed, version } = await writeWorker(process.argv[2]);
    const all = Object.keys(files).length;
    return `Works offline: ${all} files, ${shell.length} of them at the first visit, ${whenUsed.length} when they are used, version ${version}\n`;
  });
}
