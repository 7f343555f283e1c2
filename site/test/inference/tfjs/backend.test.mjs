/**
 * WebAssembly that does not arrive. The order of the tests matters: a backend that has started stays.
 */
import assert from "node:assert/strict";
import { copyFile, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { serve } from "../../../bin/serve.mjs";
import { startBackend } from "../../../src/inference/runtime.js";
import { temporaryFolder } from "../../fixture.mjs";

const packaged = fileURLToPath(new URL("../../../node_modules/@tensorflow/tfjs-backend-wasm/dist/", import.meta.url));
const [SIMD, PLAIN] = ["tfjs-backend-wasm-simd.wasm", "tfjs-backend-wasm.wasm"];

/** @type {string} */
let folder;
/** @type {Awaited<ReturnType<typeof serve>>} */
let host;
/** @type {import("../../../bin/serve.mjs").Reply | null} */
let reply = null;

before(async () => {
  folder = await temporaryFolder();
  host = await serve(folder, { port: 0, instead: () => reply });
});
after(() => host.stop());

/** @param {RegExp} message */
const fails = (message) => assert.rejects(startBackend(new URL(host.url)), { name: "RecogniserError", message });

test("a server that cannot send the file, and one that has none, are named", async () => {
  reply = { status: 503 };
  await fails(/^The WebAssembly file could not be fetched from .*simd\.wasm \(the server answered 503\): try again later\.$/);
  reply = null;
  await fails(/^The WebAssembly file is not at .*wasm\.wasm \(404\): check that it is published there\.$/);
});

test("a file that is cut short, and a web page, are named", async () => {
  const whole = await readFile(join(packaged, SIMD));
  for (const wrong of [whole.subarray(0, whole.length >> 1), "<!doctype html><title>Welcome</title>", ""]) {
    await writeFile(join(folder, SIMD), wrong);
    await fails(/^The file at .*simd\.wasm is no WebAssembly, or a part of it is missing: try again, or publish it again\.$/);
  }
});

test("a server that is gone is named", async () => {
  await host.stop();
  await fails(/^The WebAssembly file could not be fetched from .*: check the connection, then try again\.$/);
  await host.start();
});

test("after all that, the next call starts WebAssembly; where only the file without SIMD is there, that one", async () => {
  await rm(join(folder, SIMD), { force: true });
  await copyFile(join(packaged, PLAIN), join(folder, PLAIN));
  assert.deepEqual(await startBackend(new URL(host.url)), { backend: "wasm", simd: false });
});
