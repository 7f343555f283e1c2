/**
 * The service worker: after one visit the site works without a network. `build/write-service-worker.mjs` writes the list of the
 * site's files in front of this script.
 *
 * All files of a version are fetched together. They are used until the last page of the site is closed, or until the visitor asks
 * for the next version. Then they are deleted.
 *
 * @typedef {{version: string, files: string[]}} Site  What to keep. Addresses are relative to that of the worker.
 */

/** @type {Site} */
const site = /** @type {any} */ (globalThis).INKLING_SITE;
const worker = /** @type {any} */ (globalThis);

/** All sites of a host share their caches: those of other sites are left alone. */
const PREFIX = `inkling ${worker.registration.scope} `;
const CACHE = PREFIX + site.version;

worker.addEventListener("install", (/** @type {any} */ event) => event.waitUntil(fetchAll()));
worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(deleteOlder()));
worker.addEventListener("message", (/** @type {any} */ event) => event.data === "take over" && worker.skipWaiting());
worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request } = event;
  if (request.method === "GET" && request.url.startsWith(worker.registration.scope)) event.respondWith(answer(request));
});

async function fetchAll() {
  const cache = await caches.open(CACHE);
  // "reload" passes by the browser's own cache, which may still hold files of an older version.
  const requests = site.files.map((file) => new Request(new URL(file, worker.registration.scope), { cache: "reload" }));
  await Promise.all(requests.map(async (request) => cache.put(request, await fetchPublished(request))));
}

/**
 * Some networks ask visitors to sign in: until then they answer every request with a page of their own and the status 200. If that
 * page were kept in place of a model, the demo would stay broken after the sign-in.
 *
 * @param {Request} request
 * @returns {Promise<Response>}
 * @throws {TypeError} When the answer is an error, or a page where another file belongs.
 */
async function fetchPublished(request) {
  const response = await fetch(request);
  const isPage = (response.headers.get("Content-Type") ?? "").includes("text/html");
  const mayBePage = /(\/|\.html)$/.test(new URL(request.url).pathname);
  if (!response.ok || (isPage && !mayBePage)) throw new TypeError(`This is not what was published: ${request.url}`);
  return response;
}

async function deleteOlder() {
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX) && name !== CACHE) await caches.delete(name);
  }
  await worker.clients.claim();
}

/**
 * @param {Request} request
 * @returns {Promise<Response>} From the cache where it is kept, else from the network.
 */
async function answer(request) {
  try {
    const kept = await (await caches.open(CACHE)).match(request, { ignoreSearch: true });
    if (kept) return kept;
  } catch {
    // The storage is no longer allowed, or is damaged: the network may still answer.
  }
  return fetch(request);
}
