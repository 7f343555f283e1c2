import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { inNode } from "./child.mjs";
import { DamagedError, MissingError, RecogniserError } from "../src/errors.js";
import { place, readBytes, readChecked, toURL } from "../src/read-bytes.js";

/** Sends ten pieces of one byte: "slow" one by one, "stalled" the first and then nothing, "silent" nothing at all. */
const server = createServer(async (request, response) => {
  if (request.url === "/silent") return;
  for (let i = 0; i < 10; i++) {
    response.write(Uint8Array.of(i));
    if (request.url === "/stalled") return;
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
  response.end();
});

/** @type {URL} */
let url;
before(async () => {
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  url = new URL(`http://127.0.0.1:${/** @type {import("node:net").AddressInfo} */ (server.address()).port}/`);
});
after(() => {
  server.closeAllConnections();
  server.close();
});

test("a slow connection may take longer than the timeout", async () => {
  const bytes = await readBytes(new URL("slow", url), "The model", { timeout: 500 });
  assert.deepEqual([...new Uint8Array(bytes)], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

for (const what of ["silent", "stalled"]) {
  test(`a ${what} connection is given up, with a message`, async () => {
    await assert.rejects(readBytes(new URL(what, url), "The model", { timeout: 200 }), {
      name: "RecogniserError",
      message: /^The model could not be fetched from .*: check the connection, then try again\.$/,
    });
  });
}

test("addresses, paths and paths of Windows become URLs", async () => {
  assert.equal((await toURL("https://example.org/a/model.json")).href, "https://example.org/a/model.json");
  assert.equal(await toURL(url), url);
  assert.equal((await toURL("/models/model.json")).href, "file:///models/model.json");
  assert.equal((await toURL("C:\\models\\model.json")).protocol, "file:");
});

test("in a page an address is relative to the page", async () => {
  Object.assign(globalThis, { document: { baseURI: "https://example.org/site/guide/" } });
  try {
    assert.equal((await toURL("../models/model.json")).href, "https://example.org/site/models/model.json");
  } finally {
    Reflect.deleteProperty(globalThis, "document");
  }
});

test("an error names a file by its path and any other place by its address", () => {
  assert.equal(place(new URL("file:///my%20models/model.json")), "/my models/model.json");
  assert.equal(place(url), url.href);
});

test("a Node that is too old to read files says so", async () => {
  const { stdout } = await inNode(`
    process.getBuiltinModule = undefined;
    const { readBytes, toURL } = await import(${JSON.stringify(new URL("../src/read-bytes.js", import.meta.url).href)});
    for (const read of [toURL("model.json"), readBytes(new URL("file:///model.json"), "The model")]) await read.catch(({ name, message }) => console.log(name, message));`);
  const sentence = "RecogniserError Files are read by Node.js 20.16 or later only: update Node.js, or name the address of a server.\n";
  assert.equal(stdout, sentence + sentence);
});

test("what is no address is named", async () => {
  for (const wrong of [undefined, "", 7])
    await assert.rejects(toURL(/** @type {any} */ (wrong)), { name: "RecogniserError", message: /name a file or its URL\.$/ });
  await assert.rejects(toURL("http://"), { name: "RecogniserError", message: /^"http:\/\/" is no address: name a file or its URL\.$/ });
});

test("what fails its check is fetched once more, past what the browser keeps", async (context) => {
  const fetched = context.mock.method(globalThis, "fetch", async () => new Response("cut"));
  const check = async (/** @type {import("../src/read-bytes.js").Reading} */ reading) => {
    const bytes = await readBytes(url, "The file", reading);
    if (fetched.mock.callCount() < 2) throw new DamagedError("It is cut.");
    return bytes.byteLength;
  };
  assert.equal(await readChecked(check), 3);
  const caches = () => fetched.mock.calls.map((call) => /** @type {RequestInit} */ (call.arguments[1]).cache);
  assert.deepEqual(caches(), ["no-cache", "reload"]);
  const fails = async () => Promise.reject(new MissingError("It is not there."));
  await assert.rejects(readChecked(fails), /not there/);
});

test("a file that is not there is another error than a server that fails", async (context) => {
  for (const [status, missing] of /** @type {[number, boolean][]} */ ([
    [404, true],
    [410, true],
    [500, false],
    [503, false],
  ])) {
    context.mock.method(globalThis, "fetch", async () => new Response("", { status }));
    await assert.rejects(readBytes(url, "The file"), (error) => error instanceof RecogniserError && error instanceof MissingError === missing);
  }
});
