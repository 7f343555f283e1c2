/**
 * Runs a published model on many grids in a real browser, with the site's own inkling.js:
 * `node site/browser/parity.mjs NAME GRIDS.f32 OUT.f32`
 *
 * Reads raw little-endian float32: N times 784 values. Writes N times 10 or 11 and prints one line of JSON about the run.
 * `python -m export browser RUN` compares them with the answers of Keras.
 */
import { readFile, writeFile } from "node:fs/promises";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { command } from "../bin/command.mjs";
import { visit } from "./visit.mjs";

/**
 * @param {string} name  Of a published model.
 * @param {Buffer} grids
 * @returns {Promise<{answers: Float32Array, runtime: {browser: string, backend: string, simd: boolean, seconds: number}}>}
 */
export async function answersInBrowser(name, grids) {
  const site = await visit();
  try {
    const { page } = await site.open(undefined, "how/");
    await page.route("**/grids.f32", (route) => route.fulfill({ body: grids, contentType: "application/octet-stream" }));
    const { answers, ...runtime } = await page.evaluate(
      async ([base, model]) => {
        const { createRecogniser } = await import(`${base}assets/demo/inkling.js`);
        const recogniser = await createRecogniser({ model: `${base}models/${model}/model.json` });
        const values = new Float32Array(await (await fetch(`${base}grids.f32`)).arrayBuffer());
        const start = performance.now();
        const found = await recogniser.answers(values);
        return { answers: [...found], backend: recogniser.backend, simd: recogniser.simd, seconds: Math.round(performance.now() - start) / 1000 };
      },
      [site.url, name],
    );
    const browser = `Chromium ${page.context().browser()?.version()}`;
    return { answers: Float32Array.from(answers), runtime: { browser, ...runtime } };
  } finally {
    await site.close();
  }
}

/** @param {string[]} args */
async function main(args) {
  if (args.length !== 3) throw new Error("Name a published model and two files: node site/browser/parity.mjs NAME GRIDS.f32 OUT.f32");
  const [name, grids, out] = args;
  const { answers, runtime } = await answersInBrowser(name, await readFile(grids));
  await writeFile(out, new Uint8Array(answers.buffer));
  return `${JSON.stringify(runtime)}\n`;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await command(() => main(process.argv.slice(2)));
