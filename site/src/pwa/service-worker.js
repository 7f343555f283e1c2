/**
 * The service worker: after one visit the site works without a network. `offline.mjs` puts the list of its files before it.
 *
 * A version is kept whole: it is fetched in one go, serves every page until the last of them is closed or the visitor asks for the
 * next one, and then goes.
 *
 * @typedef {{version: string, files: string[]}} Site  What is kept; addresses relative to the worker's own.
 */

/** @type {Site} */
const site = /** @type {any} */ (globalThis).INKLING_SITE;
const worker = /** @type {any} */ (globalThis);

/** Caches belong to a whole origin: those of other sites on the same host are left alone. */
const PREFIX = `inkling ${worker.registration.scope} `;
const CACHE = PREFIX + site.version;

worker.addEventListener("install", (/** @type {any} */ event) => event.waitUntil(keep()));
worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(forget()));
worker.addEventListener("message", (/** @type {any} */ event) => event.data === "take over" && worker.skipWaiting());
worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request } = event;
  if (request.method === "GET" && request.url.startsWith(worker.registration.scope)) event.respondWith(answer(request));
});

async function keep() {
  const cache = await caches.open(CACHE);
  // Past the browser's own cache, where files of an older version may linger.
  const requests = site.files.map((file) => new Request(new URL(file, worker.registration.scope), { cache: "reload" }));
  await Promise.all(requests.map(async (request) => cache.put(request, await whole(request))));
}

/**
 * A network that wants its visitors to sign in answers with a page of its own, as if all were well. Kept, that page would stand in
 * the place of a model long after the sign-in.
 *
 * @param {Request} request
 */
async function whole(request) {
  const answer = await fetch(request);
  const isPage = (answer.headers.get("Content-Type") ?? "").includes("text/html");
  const mayBe = /(\/|\.html)$/.test(new URL(request.url).pathname);
  if (!answer.ok || (isPage && !mayBe)) throw new TypeError(`This is not what was published: ${request.url}`);
  return answer;
}

async function forget() {
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX) && name !== CACHE) await caches.delete(name);
  }
  await worker.clients.claim();
}

/** @param {Request} request */
async function answer(request) {
  try {
    const kept = await (await caches.open(CACHE)).match(request, { ignoreSearch: true });
    if (kept) return kept;
  } catch {
    // Storage was denied since, or is damaged: the network is still there.
  }
  return fetch(request);
}
