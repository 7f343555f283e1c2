/**
 * The service worker: after one visit the site works without a network. `build/write-service-worker.mjs` writes the list of the
 * site's files in front of this script.
 *
 * At the first visit only the shell is fetched: what the home page needs, with the default model. The other files come when they are
 * used, or when a page says that it is idle; large ones that few visitors need only when they are used. They are compared with the
 * list: a file of a newer version is not kept, and not used either, because files of two versions do not fit each other. A version is
 * used until the last page of the site is closed, or until the visitor asks for the next version. Then it is deleted.
 *
 * @typedef {import("../../build/write-service-worker.mjs").Site} Site
 */

/** @type {Site} */
const site = /** @type {any} */ (globalThis).INKLING_SITE;
const worker = /** @type {any} */ (globalThis);

/** All sites of a host share their caches: those of other sites are left alone. */
const PREFIX = `inkling ${worker.registration.scope} `;
const CACHE = PREFIX + site.version;

worker.addEventListener("install", (/** @type {any} */ event) => event.waitUntil(keepShell()));
worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(deleteOlder()));
worker.addEventListener("message", (/** @type {any} */ event) => {
  if (event.data === "take over") worker.skipWaiting();
  if (event.data === "keep the rest") event.waitUntil(keepRest());
  if (event.data?.used) event.waitUntil(keepUsed(event.data.used));
  if (event.data === "keep no more") isLeaving = true; // A newer one can take over only when this one has nothing left to do.
});
worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request } = event;
  if (request.method === "GET" && request.url.startsWith(worker.registration.scope)) event.respondWith(answer(request));
});

/** A file of a newer version stands on the server. */
class NewerVersion extends Error {}

async function keepShell() {
  const cache = await caches.open(CACHE);
  await Promise.all(site.shell.map((file) => fetchInto(cache, file)));
}

/** @type {Promise<void> | null} */
let keeping = null;
let isLeaving = false;

/** Keeps the files that are not kept yet, one after the other: the visitor's own requests come first. */
function keepRest() {
  keeping ??= fetchRest()
    .catch(() => {}) // No network, or a newer version: the next visit goes on.
    .finally(() => (keeping = null));
  return keeping;
}

async function fetchRest() {
  const cache = await caches.open(CACHE);
  for (const file of Object.keys(site.files)) {
    if (isLeaving) return;
    if (!site.whenUsed.includes(file) && !(await cache.match(requestOf(file)))) await fetchInto(cache, file);
  }
}

/** @param {string[]} urls  Of files that a page has fetched, perhaps past this worker: those that are not kept yet are kept now. */
async function keepUsed(urls) {
  const cache = await openCache();
  for (const url of urls) {
    const file = fileOf(url);
    if (isLeaving || cache === null || !Object.hasOwn(site.files, file) || (await cache.match(requestOf(file)))) continue;
    // The page has just fetched it: most often the browser's own cache has it, and nothing is fetched twice.
    await fetchInto(cache, file, "force-cache").catch(() => fetchInto(cache, file).catch(() => {}));
  }
}

/**
 * @param {string} url
 * @returns {string} The file, as in the list.
 */
function fileOf(url) {
  return url.slice(worker.registration.scope.length).split(/[?#]/)[0] || "./";
}

/**
 * @param {string} file
 * @param {RequestCache} [mode]  "reload" passes by the browser's own cache, which may still hold files of an older version.
 */
function requestOf(file, mode = "reload") {
  return new Request(new URL(file, worker.registration.scope), { cache: mode });
}

/**
 * Fetches a file of this version and keeps it.
 *
 * @param {Cache} cache
 * @param {string} file
 * @param {RequestCache} [mode]
 * @returns {Promise<Response>}
 * @throws {NewerVersion} Also where the browser's own cache was asked and has another version.
 */
async function fetchInto(cache, file, mode) {
  const request = requestOf(file, mode);
  const response = await fetchPublished(request);
  const isOurs = (await hashOf(response.clone())) === site.files[file];
  // A host may alter files, such as pages that it adds a script to. Only a newer version brings another worker, too.
  if (!isOurs && (mode === "force-cache" || !(await isNewest()))) throw new NewerVersion(file);
  await cache.put(request, response.clone()).catch(() => {
    if (site.shell.includes(file)) throw new Error(`The storage is full: ${file}`);
  });
  return response;
}

/**
 * @param {Response} response
 * @returns {Promise<string>} As in the list of files.
 */
async function hashOf(response) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await response.arrayBuffer()));
  return [...digest.subarray(0, 8)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Whether the server still has this worker. */
async function isNewest() {
  const response = await fetch(new Request(worker.location.href, { cache: "reload" }));
  return (await response.text()).includes(site.version);
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
  const cache = await openCache();
  const kept = await cache?.match(request, { ignoreSearch: true }).catch(() => undefined);
  if (kept) return kept;
  const file = fileOf(request.url);
  if (cache === null || !Object.hasOwn(site.files, file)) return fetch(request);
  try {
    return await fetchInto(cache, file);
  } catch (error) {
    // A page of the newer version stands for itself. Any other file of it does not fit the pages that are open.
    if (!(error instanceof NewerVersion) || request.mode === "navigate") return fetch(request);
    worker.registration.update().catch(() => {}); // Then the page offers the newer version.
    return new Response("A newer version of this site is there.", { status: 503 });
  }
}

/** @returns {Promise<Cache | null>} Null where the storage is no longer allowed, or is damaged: the network may still answer. */
async function openCache() {
  try {
    return await caches.open(CACHE);
  } catch {
    return null;
  }
}
