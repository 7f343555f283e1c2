/**
 * A published model as a part of the npm package: its files, and a module that names their addresses.
 */
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { weightsOf } from "../published-models.mjs";

/** What every module of a model exports. */
export const MODEL_TYPES = `import type { ModelModule } from "../inkling.js";
declare const model: ModelModule;
export default model;
`;

/**
 * @param {string} published  Folder of a published model.
 * @param {string} out  Gets its `model.json`, its weights, and `index.js`.
 * @throws {Error} When there is no such model.
 */
export async function packModel(published, out) {
  const source = join(published, "model.json");
  const text = await readFile(source, "utf8").catch(() => {
    throw new Error(`There is no model at ${source}: publish it, or take it out of MODELS in site/build/npm/package.mjs.`);
  });
  const paths = weightsOf(text);
  await mkdir(out, { recursive: true });
  for (const path of ["model.json", ...paths]) {
    await mkdir(dirname(join(out, path)), { recursive: true });
    await cp(join(published, path), join(out, path));
  }
  await writeFile(join(out, "index.js"), moduleOf(paths));
}

/**
 * @param {string[]} paths  Of the weights files.
 * @returns {string} Source code. Each address is spelled out: bundlers copy only files whose addresses they can read, and rename them.
 */
function moduleOf(paths) {
  const files = paths.map((path) => `    ${JSON.stringify(path)}: new URL(${JSON.stringify(`./${path}`)}, import.meta.url),`);
  return `export default {
  json: new URL("./model.json", import.meta.url),
  files: {
${files.join("\n")}
  },
};
`;
}
