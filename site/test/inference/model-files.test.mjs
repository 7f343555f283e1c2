import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { serve } from "../../bin/serve.mjs";
import { RecogniserError } from "../../src/errors.js";
import { readModel } from "../../src/inference/model-files.js";
import { temporaryFolder, writeModel } from "../fixture.mjs";

/**
 * @param {string} address  Of a model.json: a path, or a URL.
 * @param {RegExp} message
 */
async function refused(address, message) {
  const url = address.startsWith("http") ? new URL(address) : pathToFileURL(address);
  await assert.rejects(readModel(url), (error) => {
    assert.ok(error instanceof RecogniserError, `${error}`);
    assert.match(error.message, message);
    assert.doesNotMatch(error.message, /\n/);
    return true;
  });
}

test("a model's files are its graph, its metadata and all its weights", async () => {
  const files = await readModel(pathToFileURL(await writeModel(await temporaryFolder(), { refuses: true })));
  assert.deepEqual(files.userDefinedMetadata?.thresholds, { digit: 0.5, sure: 0.9 });
  assert.deepEqual(
    files.weightSpecs.map(({ name }) => name),
    ["weights", "bias", "flat"],
  );
  assert.equal(files.weightData.byteLength, (784 * 11 + 11 + 2) * 4);
});

test("weights of several files are joined in their order", async () => {
  const folder = await temporaryFolder();
  const path = await writeModel(folder);
  const whole = await readFile(join(folder, "group1-shard1of1.bin"));
  await writeFile(join(folder, "first.bin"), whole.subarray(0, 1001));
  await writeFile(join(folder, "second.bin"), whole.subarray(1001));
  await writeFile(path, (await readFile(path, "utf8")).replace('["group1-shard1of1.bin"]', '["first.bin","second.bin"]'));
  const { weightData } = await readModel(pathToFileURL(path));
  assert.deepEqual(new Uint8Array(weightData), new Uint8Array(whole));
});

test("a missing model is named", async () => {
  await refused("/nowhere/model.json", /cannot be read from .*nowhere.*model\.json/);
});

test("a web page in the place of a model is called a web page", async () => {
  const path = join(await temporaryFolder(), "model.json");
  await writeFile(path, "<!doctype html><title>Not found</title>");
  await refused(path, /web page/);
});

test("JSON that is not a graph model is refused", async () => {
  const path = join(await temporaryFolder(), "model.json");
  await writeFile(path, '{"format": "layers-model"}');
  await refused(path, /no TensorFlow\.js graph model/);
});

test("truncated weights are refused with both sizes", async () => {
  const folder = await temporaryFolder();
  const path = await writeModel(folder);
  await truncate(join(folder, "group1-shard1of1.bin"), 1000);
  await refused(path, /1000 bytes where 31408 belong/);
});

test("weights with another SHA-256 than model.json says are refused", async () => {
  const folder = await temporaryFolder();
  const path = await writeModel(folder);
  const weights = join(folder, "group1-shard1of1.bin");
  const bytes = await readFile(weights);
  const sha256 = { "group1-shard1of1.bin": createHash("sha256").update(bytes).digest("hex") };
  await writeFile(path, JSON.stringify({ ...JSON.parse(await readFile(path, "utf8")), userDefinedMetadata: { sha256 } }));
  await readModel(pathToFileURL(path));
  bytes[5000] ^= 1;
  await writeFile(weights, bytes);
  await refused(path, /not those that were published/);
});

test("missing weights are refused", async () => {
  const path = await writeModel(await temporaryFolder());
  const json = await readFile(path, "utf8");
  await writeFile(path, json.replace("group1-shard1of1.bin", "gone.bin"));
  await refused(path, /weights file .*gone\.bin/);
});

test("a 404 and a server that is gone have different messages", async () => {
  const { url, stop } = await serve(await temporaryFolder(), { port: 0 });
  await refused(`${url}model.json`, /404.*published/);
  await stop();
  await refused(`${url}model.json`, /check the connection/);
});

for (const [what, broken] of /** @type {[string, unknown][]} */ ([
  ["paths", [{ weights: [] }]],
  ["paths that are text", [{ paths: [null], weights: [] }]],
  ["weights", [{ paths: [] }]],
  ["shapes", [{ paths: [], weights: [{ name: "a", dtype: "float32" }] }]],
  ["a known type of number", [{ paths: [], weights: [{ name: "a", shape: [2], dtype: "float8" }] }]],
])) {
  test(`a list of weights without ${what} is refused`, async () => {
    const path = await writeModel(await temporaryFolder());
    await writeFile(path, JSON.stringify({ ...JSON.parse(await readFile(path, "utf8")), weightsManifest: broken }));
    await refused(path, /no TensorFlow\.js graph model/);
  });
}

test("weights that a browser keeps cut short are fetched anew", async (context) => {
  const folder = await temporaryFolder();
  const model = await readFile(await writeModel(folder));
  const weights = await readFile(join(folder, "group1-shard1of1.bin"));
  context.mock.method(globalThis, "fetch", async (/** @type {URL} */ { href }, /** @type {RequestInit} */ { cache }) => {
    return new Response(href.endsWith(".json") ? model : cache === "reload" ? weights : weights.subarray(0, 1000));
  });
  const { weightData } = await readModel(new URL("http://host.example/model.json"));
  assert.equal(weightData.byteLength, weights.length);
});
