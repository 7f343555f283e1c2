/**
 * inkling.js in a page that uses TensorFlow.js itself, of the same version or of another: neither changes the other.
 */
import assert from "node:assert/strict";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { www } from "../../../site/browser/built-site.mjs";
import { digits } from "../../../site/browser/demo-page.mjs";
import { visit } from "../../../site/browser/visit.mjs";

/** @typedef {import("playwright-core").Page} Page */

const packages = fileURLToPath(new URL("../../../site/node_modules/", import.meta.url));

/** Each version as the scripts that a page would load. That of 2020 has the backend for the CPU in itself. */
const VERSIONS = {
  "4.22.0": ["@tensorflow/tfjs-core/dist/tf-core.min.js", "@tensorflow/tfjs-backend-cpu/dist/tf-backend-cpu.min.js"],
  "1.7.4": ["tfjs-core-1/dist/tf-core.min.js"],
};

/** @type {string} */
let folder;
/** @type {Awaited<ReturnType<typeof visit>>} */
let site;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "inkling-"));
  for (const part of ["assets/demo", "models/inkling"]) await cp(join(www, part), join(folder, part), { recursive: true });
  for (const script of Object.values(VERSIONS).flat()) await cp(join(packages, script), join(folder, script));
  await writeFile(join(folder, "index.html"), '<!doctype html><meta charset="utf-8"><title>A page of its own</title><link rel="icon" href="data:,">');
  await writeFile(join(folder, "note.txt"), "what the page asked for");
  site = await visit(folder);
});
after(async () => {
  await site?.close();
  await rm(folder, { recursive: true, force: true });
});

/**
 * @param {Page} page
 * @param {string[]} scripts
 */
async function loadOther(page, scripts) {
  for (const script of scripts) await page.addScriptTag({ url: new URL(script, page.url()).href });
  await page.evaluate(async () => {
    const { tf } = /** @type {any} */ (globalThis);
    await tf.setBackend("cpu");
  });
}

/**
 * Everything that inkling.js once changed.
 *
 * @param {Page} page
 */
function stateOfOther(page) {
  return page.evaluate(async () => {
    const { tf } = /** @type {any} */ (globalThis);
    const product = tf.tidy(() => tf.matMul(tf.tensor2d([1, 2, 3, 4], [2, 2]), tf.tensor2d([5, 6, 7, 8], [2, 2])).dataSync());
    return {
      version: tf.version_core,
      backend: tf.getBackend(),
      backends: Object.keys(tf.engine().registryFactory),
      platform: tf.env().platformName,
      fetched: await (await tf.util.fetch("note.txt")).text(),
      kernels: ["cpu", "wasm"].map((name) => tf.getKernelsForBackend(name).map((/** @type {any} */ { kernelName }) => kernelName)),
      product: [...product],
      tensors: tf.memory().numTensors,
    };
  });
}

/** @param {Page} page */
function ask(page) {
  return page.evaluate(async (seven) => {
    const { createRecogniser } = await import(/** @type {any} */ (new URL("assets/demo/inkling.js", document.baseURI).href));
    const recogniser = await createRecogniser({ model: "models/inkling/model.json" });
    return { backend: recogniser.backend, simd: recogniser.simd, label: (await recogniser.recognise(seven)).label };
  }, digits[7]);
}

for (const [version, scripts] of Object.entries(VERSIONS)) {
  test(`TensorFlow.js ${version} that was there first stays as it was, and inkling.js answers`, async () => {
    const { page, complaints } = await site.open();
    await loadOther(page, scripts);
    const alone = await stateOfOther(page);
    assert.equal(alone.version, version);
    assert.deepEqual([alone.backend, alone.fetched, alone.product], ["cpu", "what the page asked for", [19, 22, 43, 50]]);
    assert.deepEqual(await ask(page), { backend: "wasm", simd: true, label: 7 });
    assert.deepEqual(await stateOfOther(page), alone);
    assert.deepEqual(complaints, []);
  });

  test(`TensorFlow.js ${version} that comes after inkling.js is as it is alone, and inkling.js goes on answering`, async () => {
    const { page: bare } = await site.open();
    await loadOther(bare, scripts);
    const alone = await stateOfOther(bare);
    const { page, complaints } = await site.open();
    assert.equal((await ask(page)).label, 7);
    await loadOther(page, scripts);
    assert.deepEqual(await stateOfOther(page), alone);
    assert.deepEqual(await ask(page), { backend: "wasm", simd: true, label: 7 });
    assert.deepEqual(await stateOfOther(page), alone);
    assert.deepEqual(complaints, []);
  });
}

test("inkling.js leaves nothing in the global object", async () => {
  const { page } = await site.open();
  const names = () => page.evaluate(() => Reflect.ownKeys(globalThis).map(String));
  const before = await names();
  await ask(page);
  assert.deepEqual(await names(), before);
});
