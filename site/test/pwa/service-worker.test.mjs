import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { before, beforeEach, test } from "node:test";
import { withGlobals } from "../fake-dom.mjs";

const SCOPE = "https://example.org/site/";
const hash = (/** @type {string} */ text) => createHash("sha256").update(text).digest("hex").slice(0, 16);
const CACHE = `inkling ${SCOPE} v2`;

/** @type {Record<string, (event: any) => void>} */
const listeners = {};

/** @type {Map<string, Map<string, Response>>} What each cache holds, by its name. */
const stored = new Map();
let isStorageDenied = false;
const caches = {
  async open(/** @type {string} */ name) {
    if (isStorageDenied) throw new Error("denied");
    const files = stored.get(name) ?? new Map();
    stored.set(name, files);
    return {
      put: async (/** @type {Request} */ request, /** @type {Response} */ response) => void files.set(request.url, response),
      match: async (/** @type {Request} */ request) => files.get(request.url.replace(/\?.*/, ""))?.clone(),
    };
  },
  keys: async () => [...stored.keys()],
  delete: async (/** @type {string} */ name) => stored.delete(name),
};

/** @type {(request: Request) => Response} */
let network = () => assert.fail("no request was expected");
/** @type {string[]} */
const calls = [];
withGlobals({
  INKLING_SITE: {
    version: "v2",
    shell: ["./", "model.json"],
    whenUsed: ["own.js"],
    files: { "own.js": hash("own"), "./": hash("home"), "model.json": hash("model"), "how/": hash("how"), "other.json": hash("other") },
  },
  location: { href: `${SCOPE}sw.js` },
  registration: { scope: SCOPE, update: async () => void calls.push("update") },
  addEventListener: (/** @type {string} */ type, /** @type {(event: any) => void} */ listener) => (listeners[type] = listener),
  skipWaiting: () => calls.push("skipWaiting"),
  clients: { claim: async () => calls.push("claim") },
  caches,
  fetch: async (/** @type {Request} */ request) => network(request),
});
before(() => import(new URL("../../src/pwa/service-worker.js", import.meta.url).href));
beforeEach(() => {
  stored.clear();
  calls.length = 0;
  isStorageDenied = false;
});

/** @param {string} type */
const run = (type, fields = {}) => /** @type {Promise<void>} */ (new Promise((resolve) => listeners[type]({ ...fields, waitUntil: resolve })));

/** @param {Request} request */
async function answerTo(request) {
  /** @type {Promise<Response> | null} */
  let answer = null;
  listeners.fetch({ request, respondWith: (/** @type {Promise<Response>} */ response) => (answer = response) });
  return answer === null ? null : (await /** @type {Promise<Response>} */ (answer)).text();
}

const file = (/** @type {string} */ text, type = "application/json") => new Response(text, { headers: { "Content-Type": type } });

test("installing keeps the shell of the version, past the browser's own cache", async () => {
  /** @type {string[]} */
  const modes = [];
  network = (request) => {
    modes.push(request.cache);
    return request.url.endsWith("/") ? file("home", "text/html") : file("model");
  };
  await run("install");
  assert.deepEqual(new Set(stored.get(CACHE)?.keys()), new Set([SCOPE, `${SCOPE}model.json`])); // They are fetched at the same time.
  assert.deepEqual(modes, ["reload", "reload"]);
});

test("installing fails when a file is missing, or when a page is in its place", async () => {
  for (const broken of [new Response("", { status: 404 }), file("sign in", "text/html; charset=utf-8")]) {
    network = (request) => (request.url.endsWith("model.json") ? broken : file("home", "text/html"));
    await assert.rejects(run("install"), /This is not what was published: .*model\.json/);
  }
});

test("taking over deletes the older versions of this site and nothing else", async () => {
  const others = ["inkling https://example.org/other/ v1", "something"];
  for (const name of [`inkling ${SCOPE} v1`, CACHE, ...others]) stored.set(name, new Map());
  await run("activate");
  assert.deepEqual([...stored.keys()], [CACHE, ...others]);
  assert.deepEqual(calls, ["claim"]);
});

test("a version waits until a page asks it to take over", () => {
  listeners.message({ data: "hello" });
  assert.deepEqual(calls, []);
  listeners.message({ data: "take over" });
  assert.deepEqual(calls, ["skipWaiting"]);
});

test("a request is answered with the kept file, and with the network where there is none", async () => {
  const kept = () => stored.set(CACHE, new Map([[`${SCOPE}model.json`, file("kept")]]));
  network = () => file("fetched");
  kept();
  assert.equal(await answerTo(new Request(`${SCOPE}model.json?v=1`)), "kept");
  assert.equal(await answerTo(new Request(`${SCOPE}unlisted.json`)), "fetched");
  isStorageDenied = true;
  assert.equal(await answerTo(new Request(`${SCOPE}model.json`)), "fetched");
});

test("requests to other sites, and requests that send something, are left to the browser", async () => {
  assert.equal(await answerTo(new Request("https://example.org/another/model.json")), null);
  assert.equal(await answerTo(new Request(`${SCOPE}model.json`, { method: "POST" })), null);
});

test("when a page is idle the rest is kept, and what is kept already is not fetched again", async () => {
  stored.set(
    CACHE,
    new Map([
      [SCOPE, file("home")],
      [`${SCOPE}model.json`, file("model")],
    ]),
  );
  /** @type {string[]} */
  const asked = [];
  network = ({ url }) => {
    asked.push(url.slice(SCOPE.length));
    return url.endsWith("how/") ? file("how", "text/html") : file("other");
  };
  await run("message", { data: "keep the rest" });
  assert.deepEqual(asked, ["how/", "other.json"]);
  assert.equal(stored.get(CACHE)?.size, 4);
});

test("a file that is kept only when it is used is kept then", async () => {
  network = () => file("own");
  assert.equal(await answerTo(new Request(`${SCOPE}own.js`)), "own");
  network = () => assert.fail("it is kept");
  assert.equal(await answerTo(new Request(`${SCOPE}own.js`)), "own");
});

test("what a page used before the worker was there is kept, from the browser's own cache where that has it", async () => {
  /** @type {string[]} */
  const asked = [];
  network = ({ url, cache }) => {
    asked.push(`${url.slice(SCOPE.length)} ${cache}`);
    return file("own");
  };
  const used = [`${SCOPE}own.js?v=1`, `${SCOPE}unlisted.json`, "https://example.org/own.js"];
  await run("message", { data: { used } });
  await run("message", { data: { used } });
  assert.deepEqual(asked, ["own.js force-cache"]);
  assert.deepEqual([...(stored.get(CACHE)?.keys() ?? [])], [`${SCOPE}own.js`]);
});

test("what the browser's own cache has of another version is fetched again", async () => {
  network = ({ cache }) => file(cache === "force-cache" ? "older" : "own");
  await run("message", { data: { used: [`${SCOPE}own.js`] } });
  assert.equal(await stored.get(CACHE)?.get(`${SCOPE}own.js`)?.text(), "own");
  stored.clear();
  network = () => new Response("", { status: 500 });
  await run("message", { data: { used: [`${SCOPE}own.js`] } });
  assert.equal(stored.get(CACHE)?.size, 0);
});

test("a file that was not kept yet is kept when it is used", async () => {
  network = () => file("other");
  assert.equal(await answerTo(new Request(`${SCOPE}other.json`)), "other");
  network = () => assert.fail("it is kept");
  assert.equal(await answerTo(new Request(`${SCOPE}other.json`)), "other");
});

test("a file of a newer version is neither kept nor used, except a page, and the newer version is looked for", async () => {
  network = ({ url }) => (url.endsWith("sw.js") ? file("v3") : file("newer", url.endsWith("/") ? "text/html" : "application/json"));
  assert.equal(await answerTo(new Request(`${SCOPE}other.json`)), "A newer version of this site is there.");
  assert.deepEqual(calls, ["update"]);
  const page = new Request(`${SCOPE}how/`);
  Object.defineProperty(page, "mode", { value: "navigate" });
  assert.equal(await answerTo(page), "newer");
  await run("message", { data: "keep the rest" });
  assert.equal(stored.get(CACHE)?.size, 0);
  await assert.rejects(run("install"), /./);
});

test("a host that alters files is no newer version", async () => {
  network = ({ url }) => (url.endsWith("sw.js") ? file("v2") : file("altered"));
  assert.equal(await answerTo(new Request(`${SCOPE}other.json`)), "altered");
});

test("a version that is to be replaced keeps no more, so that the next one need not wait for it", async () => {
  let asked = 0;
  network = () => {
    asked++;
    return file("other");
  };
  listeners.message({ data: "keep no more" });
  await run("message", { data: "keep the rest" });
  assert.equal(asked, 0);
});
