import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { join } from "node:path";
import process from "node:process";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { serve } from "../../bin/serve.mjs";
import { node } from "../child.mjs";
import { temporaryFolder } from "../fixture.mjs";

const script = fileURLToPath(new URL("../../bin/serve.mjs", import.meta.url));

/** @type {string} */
let folder;
/** @type {Awaited<ReturnType<typeof serve>>} */
let site;

before(async () => {
  const parent = await temporaryFolder();
  folder = join(parent, "www");
  await mkdir(join(folder, "sub"), { recursive: true });
  await writeFile(join(parent, "secret.txt"), "secret");
  await symlink(join(parent, "secret.txt"), join(folder, "leak.txt"));
  for (const [name, text] of Object.entries({
    "index.html": "home",
    "404.html": "lost",
    "sub/index.html": "sub",
    "a b.txt": "space",
    "m.bin": "",
    "m.wasm": "",
    "m.mjs": "",
    "m.json": "{}",
    "m.svg": "",
    "m.webmanifest": "{}",
  })) {
    await writeFile(join(folder, name), text);
  }
  site = await serve(folder, { port: 0, base: "/some/base/" });
});
after(() => site.stop());

/** @param {string} path */
const get = (path) => fetch(new URL(path, site.url), { redirect: "manual" });

/**
 * Sends the path as it is: `fetch` would resolve the dots.
 *
 * @param {string} path
 * @returns {Promise<number | undefined>}
 */
async function rawStatus(path) {
  const { hostname, port } = new URL(site.url);
  const [response] = await once(request({ hostname, port, path }).end(), "response");
  response.resume();
  return response.statusCode;
}

test("a folder serves its index, with a slash at its end", async () => {
  assert.equal(await (await get("./")).text(), "home");
  assert.equal(await (await get("sub/")).text(), "sub");
  const bare = await get("sub?x=1");
  assert.equal(bare.status, 301);
  assert.equal(bare.headers.get("location"), "/some/base/sub/?x=1");
});

test("types are those that browsers insist on", async () => {
  for (const [name, type] of Object.entries({
    "m.wasm": "application/wasm",
    "m.mjs": "text/javascript",
    "m.json": "application/json",
    "m.svg": "image/svg+xml",
    "m.webmanifest": "application/manifest+json",
  })) {
    assert.ok((await get(name)).headers.get("content-type")?.startsWith(type), name);
  }
});

test("what static hosts compress is compressed, where that is asked for", async () => {
  for (const [name, encoding] of /** @type {[string, string | null][]} */ ([
    ["m.json", "gzip"],
    ["m.wasm", "gzip"],
    ["sub/", "gzip"],
    ["m.bin", null],
  ])) {
    const response = await get(name);
    assert.equal(response.headers.get("content-encoding"), encoding, name);
    await response.arrayBuffer();
  }
  assert.equal(await (await get("m.json")).text(), "{}");
  const plain = await fetch(new URL("m.json", site.url), { headers: { "Accept-Encoding": "identity" } });
  assert.deepEqual([plain.headers.get("content-encoding"), plain.headers.get("content-length")], [null, "2"]);
});

test("a missing page is 404.html with status 404", async () => {
  const response = await get("nowhere");
  assert.equal(response.status, 404);
  assert.equal(await response.text(), "lost");
});

test("nothing outside the folder is served", async () => {
  for (const path of ["../secret.txt", "%2e%2e/secret.txt", "..%2fsecret.txt", "leak.txt", "sub/../../secret.txt", "%00", "%zz"]) {
    assert.equal(await rawStatus(`/some/base/${path}`), 404, path);
  }
  assert.equal(await rawStatus("/index.html"), 404, "outside the base path");
});

test("an escaped name is found, and only reading is allowed", async () => {
  assert.equal(await (await get("a%20b.txt")).text(), "space");
  assert.equal((await fetch(site.url, { method: "POST" })).status, 405);
  assert.equal(await (await fetch(site.url, { method: "HEAD" })).text(), "");
});

test("a file that has changed is sent anew, compressed or not", async () => {
  for (const text of ["one", "another one"]) {
    await writeFile(join(folder, "changing.txt"), text);
    assert.equal(await (await get("changing.txt")).text(), text);
  }
});

test("several folders appear under their names, with headers and compression of one's own", async () => {
  const several = await serve({ a: folder, b: join(folder, "sub") }, { port: 0, headers: { "X-Test": "yes" }, compressed: /./ });
  const fetched = (/** @type {string} */ path) => fetch(new URL(path, several.url));
  assert.deepEqual([await (await fetched("a/")).text(), await (await fetched("b/")).text()], ["home", "sub"]);
  const binary = await fetched("a/m.bin");
  assert.deepEqual([binary.headers.get("x-test"), binary.headers.get("content-encoding")], ["yes", "gzip"]);
  for (const path of ["", "c/", "a/../secret.txt"]) assert.equal((await fetched(path)).status, 404, path);
  await several.stop();
});

test("a host can fail: it answers something else for an address, stops, and starts again at the same address", async () => {
  const instead = (/** @type {string} */ path) => (path.endsWith("m.json") ? { status: 503, body: "busy" } : null);
  const frail = await serve(folder, { port: 0, instead });
  const busy = await fetch(new URL("m.json", frail.url));
  assert.deepEqual([busy.status, await busy.text()], [503, "busy"]);
  assert.equal(await (await fetch(frail.url)).text(), "home");
  await frail.stop();
  await frail.stop();
  await assert.rejects(fetch(frail.url));
  await frail.start();
  assert.equal(await (await fetch(frail.url)).text(), "home");
  await frail.stop();
});

test("a taken port gives way to the next, and Ctrl-C ends quietly", async () => {
  const taken = new URL(site.url).port;
  const child = spawn(process.execPath, [script, folder, "--port", taken]);
  const [line] = await once(child.stdout, "data");
  const { port } = new URL(`${line}`.replace("Inkling: ", "").trim());
  assert.ok(Number(port) > Number(taken));
  child.kill("SIGINT");
  assert.deepEqual(await once(child, "exit"), [0, null]);
});

test("a missing folder or a wrong port is one sentence", async () => {
  for (const [args, message] of /** @type {[string[], RegExp][]} */ ([
    [[], /Say which folder/],
    [["/nowhere"], /no folder \/nowhere/],
    [[folder, "--port", "http"], /not "http"/],
  ])) {
    const { code, stderr } = await node(script, ...args);
    assert.equal(code, 1);
    assert.match(stderr, message);
    assert.equal(stderr.trimEnd().split("\n").length, 1);
  }
});
