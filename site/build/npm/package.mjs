/**
 * Builds the npm package: the sources of the site's inkling.js, with other entry points and with models.
 *
 * Reads src/, the published models below DIR and README.md beside this file, writes OUT/inkling-digits/ and its tarball, and prints
 * the path of the tarball: `node site/build/npm/package.mjs [--models DIR] [--out DIR]`
 */
import { execFile } from "node:child_process";
import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { parseArgs, promisify } from "node:util";
import { command } from "../../bin/command.mjs";
import { bundle, declarations, LIBRARY, site } from "../bundle.mjs";
import { modelsIn } from "../published-models.mjs";
import { replaceFolder } from "../replace-folder.mjs";
import { usedBy } from "../used-operations.mjs";
import { isTarball, manifest, NAME } from "./manifest.mjs";
import { MODEL_TYPES, packModel } from "./model-files.mjs";

const repository = join(site, "..");

/** What the package brings: the flagship, and the small one. */
const MODELS = ["inkling", "inkling_tiny"];

/**
 * @param {{models: string, out: string, names?: string[]}} options  `names` are the models that the package brings.
 * @returns {Promise<string>} The path of the tarball.
 */
export async function packageFor({ models, out, names = MODELS }) {
  const used = await usedBy(await modelsIn(models));
  const folder = join(resolve(out), NAME);
  const { version } = JSON.parse(await readFile(join(site, "package.json"), "utf8"));
  await replaceFolder(folder, async (draft) => {
    await Promise.all([bundle(draft, LIBRARY, used), declarations(draft)]);
    await bundle(join(draft, "full"), LIBRARY, null);
    await mkdir(join(draft, "models"));
    await writeFile(join(draft, "models", "model.d.ts"), MODEL_TYPES);
    for (const name of names) await packModel(join(models, name), join(draft, "models", name));
    for (const file of ["LICENSE", "NOTICE"]) await cp(join(repository, file), join(draft, file));
    await writeFile(join(draft, "README.md"), await readme());
    await writeFile(join(draft, "package.json"), `${JSON.stringify(manifest(version, names, process.env.REPO_URL), null, 2)}\n`);
  });
  return pack(folder, version);
}

/** @returns {Promise<string>} The package's README, with the files of examples that it includes as the documentation does. */
async function readme() {
  const text = await readFile(new URL("README.md", import.meta.url), "utf8");
  const parts = text.split(/^--8<-- "(.+)"\n/m);
  const files = await Promise.all(parts.map((part, i) => (i % 2 === 0 ? part : readFile(join(repository, part), "utf8"))));
  return files.join("");
}

/**
 * @param {string} folder  Of the package.
 * @param {string} version
 * @returns {Promise<string>} The path of the tarball, beside the folder. Tarballs of all versions are deleted first: when this fails none
 *     is left, and afterwards there is one.
 */
async function pack(folder, version) {
  const out = dirname(folder);
  for (const name of (await readdir(out)).filter(isTarball)) await rm(join(out, name));
  await promisify(execFile)("npm", ["pack", "--ignore-scripts", "--loglevel=error", "--pack-destination", out], { cwd: folder });
  return join(out, `${NAME}-${version}.tgz`);
}

async function main() {
  const { values } = parseArgs({
    options: {
      models: { type: "string", default: join(repository, "docs", "models") },
      out: { type: "string", default: join(repository, "build", "npm") },
    },
  });
  return `${relative(process.cwd(), await packageFor(values))}\n`;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await command(main);
}
