/**
 * Builds the demo and inkling.js for the published models.
 *
 * Reads src/ and every model.json one folder below DIR, writes the folder OUT and two beside it, `train` for the page that trains and `words` for
 * the languages, and replaces what was there only when all of it is ready:
 * `node site/build/build.mjs [--models DIR] [--out DIR]`
 */
import { readdir, readFile, rename } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { command } from "../bin/command.mjs";
import { bundle, bundleBeside, declarations, LIBRARY, site } from "./bundle.mjs";
import { modelsIn } from "./published-models.mjs";
import { replaceFolder } from "./replace-folder.mjs";
import { buildTrain } from "./train.mjs";
import { usedBy } from "./used-operations.mjs";
import { buildWords } from "./words.mjs";

/** What the demo's own page loads: name of the file -> source. It loads `recogniser.js` late, and no code for pictures before one comes. */
const DEMO = {
  demo: "src/app/main.js",
  recogniser: "src/inference/recogniser.js",
  "picture-worker": "src/input/picture-worker.js",
  "demo-style": "src/app/demo.css",
};

/** What the demo loads when a visitor opens a model of their own: with all of TensorFlow.js, in a folder `own/`. */
const OWN = { "own-models": "src/app/own/own-models.js" };

/** What the demo loads when a visitor asks what would make it another digit, in the folder `morph`. */
const MORPH = [
  { in: "src/app/morph/morph-view.js", out: "morph-view" },
  { in: "src/app/morph/morph-worker.js", out: "morph-worker" },
  { in: "src/app/morph/morph.css", out: "morph" },
];

/** What the demo loads to speak another language than English, in the folder `words`. */
const WORDS = [{ in: "src/words/picker.js", out: "picker" }];

/** The pages of the laboratory, in the folder `lab`; models' pages use one script. They load the demo's recogniser when they need it. */
const LAB = [
  { in: "src/lab/atlas/main.js", out: "atlas" },
  { in: "src/lab/atlas/atlas.css", out: "atlas" },
  { in: "src/lab/errors/main.js", out: "errors" },
  { in: "src/lab/errors/card.js", out: "errors-card" },
  { in: "src/lab/errors/errors.css", out: "errors" },
];

/**
 * @param {{models: string, out: string}} folders
 * @returns {Promise<string[]>} The names of the kernels that the build holds.
 */
export async function build({ models, out }) {
  const used = await usedBy(await modelsIn(models));
  await replaceFolder(out, async (draft) => {
    await Promise.all([
      bundle(draft, { ...DEMO, ...LIBRARY }, used),
      bundleBeside(join(draft, "lab"), LAB),
      bundleBeside(join(draft, "morph"), MORPH),
      bundleBeside(join(draft, "words"), WORDS),
      declarations(draft),
    ]);
    await rename(join(draft, "demo-style.css"), join(draft, "demo.css"));
    await bundle(join(draft, "own"), OWN, null);
  });
  await buildTrain(beside(out, "train"));
  await buildWords(beside(out, "words"));
  return used.kernels;
}

/**
 * @param {string} out
 * @param {string} name
 */
const beside = (out, name) => join(dirname(resolve(out)), name);

/** @param {string} folder */
async function printSizes(folder) {
  for (const file of (await readdir(folder)).filter((name) => /\.(js|css|wasm)$/.test(name)).sort()) {
    const bytes = await readFile(join(folder, file));
    const [raw, zipped] = [bytes.length, gzipSync(bytes).length].map((size) => (size / 1000).toFixed(1).padStart(7));
    process.stdout.write(`  ${file.padEnd(30)}${raw} kB${zipped} kB gzip\n`);
  }
}

async function main() {
  const { values } = parseArgs({
    options: {
      models: { type: "string", default: join(site, "..", "docs", "models") },
      out: { type: "string", default: join(site, "..", "docs", "assets", "demo") },
    },
  });
  const kernels = await build(values);
  process.stdout.write(`Built ${values.out} with ${kernels.length} kernels: ${kernels.join(", ")}\n`);
  await printSizes(values.out);
  await printSizes(beside(values.out, "train"));
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await command(main);
}
