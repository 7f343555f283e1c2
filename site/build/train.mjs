/**
 * Builds the page that trains: scripts, style and WebAssembly of their own, so that no other page loads a byte of them.
 */
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import binaryen from "binaryen";
import * as esbuild from "esbuild";
import { SETTINGS, site } from "./bundle.mjs";
import { replaceFolder } from "./replace-folder.mjs";

/** Name of the file -> source. */
const ENTRIES = {
  train: "src/lab/train/main.js",
  "train-worker": "src/lab/train/worker.js",
  "train-style": "src/lab/train/train.css",
};

/** @param {string} folder  Is replaced. */
export async function buildTrain(folder) {
  await replaceFolder(folder, async (draft) => {
    const kernels = await trainingKernels();
    await writeFile(join(draft, "kernels.wasm"), kernels);
    await esbuild.build({
      ...SETTINGS,
      entryPoints: ENTRIES,
      outdir: draft,
      define: { KERNELS_SHA256: JSON.stringify(createHash("sha256").update(kernels).digest("hex")) },
    });
  });
}

/** @returns {Promise<Uint8Array<ArrayBuffer>>} What `src/lab/engine/kernels.wat` says, as WebAssembly. */
export async function trainingKernels() {
  const module = binaryen.parseText(await readFile(join(site, "src", "lab", "engine", "kernels.wat"), "utf8"));
  try {
    const { SIMD128, BulkMemory, BulkMemoryOpt } = binaryen.Features;
    module.setFeatures(SIMD128 | BulkMemory | BulkMemoryOpt);
    binaryen.setOptimizeLevel(3);
    if (!module.validate()) throw new Error("kernels.wat is no WebAssembly: the lines above say why.");
    module.optimize();
    return new Uint8Array(module.emitBinary());
  } finally {
    module.dispose();
  }
}
