/**
 * Which file an address means, and what a static host says about it. `serve.mjs` sends it.
 */
import { realpath, stat } from "node:fs/promises";
import { extname, join, sep } from "node:path";

/** @type {Record<string, string>} */
const TYPES = {
  ".bin": "application/octet-stream",
  ".css": "text/css; charset=utf-8",
  ".gz": "application/gzip",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".jpg": "image/jpeg",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".map": "application/json; charset=utf-8",
  ".md": "text/markdown; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".pdf": "application/pdf",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".ts": "text/plain; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
  ".xml": "application/xml; charset=utf-8",
};

/** @typedef {{prefix: string, root: string}} Mount  Addresses that start with the prefix lead into the folder. */

/**
 * @param {string} path  Of a file.
 * @returns {string} Its Content-Type.
 */
export function typeOf(path) {
  return TYPES[extname(path).toLowerCase()] ?? "application/octet-stream";
}

/**
 * @param {string | Record<string, string>} folders  One folder, or several by the name under which each appears.
 * @param {string} base  The path under which all of them appear; it ends with a slash.
 * @returns {Promise<Mount[]>}
 * @throws {Error} When a folder is not there.
 */
export async function mountsOf(folders, base) {
  if (typeof folders === "string") return [{ prefix: base, root: await realpath(folders) }];
  return Promise.all(Object.entries(folders).map(async ([name, folder]) => ({ prefix: `${base}${name}/`, root: await realpath(folder) })));
}

/**
 * @param {string} pathname  Of the address that was asked for.
 * @param {Mount[]} mounts
 * @returns {Promise<{status: 200 | 404, path: string} | {status: 301} | {status: 404}>} The file to send; or 301 where only the slash at
 *     the end of a folder's address is missing. A missing file is the folder's own 404.html, where it has one.
 */
export async function find(pathname, mounts) {
  const mount = mounts.find(({ prefix }) => pathname.startsWith(prefix));
  if (mount === undefined) return { status: 404 };
  const found = await lookUp(pathname, mount);
  if (found === "folder") return { status: 301 };
  if (found !== null) return { status: 200, path: found };
  const page = await lookUp(`${mount.prefix}404.html`, mount);
  return page === null ? { status: 404 } : { status: 404, path: page };
}

/**
 * @param {string} pathname
 * @param {Mount} mount
 * @returns {Promise<string | null>} A file's path; "folder" when a slash is missing at its end; null when nothing is there.
 */
async function lookUp(pathname, { prefix, root }) {
  try {
    const wanted = decodeURIComponent(pathname.slice(prefix.length));
    // Only the real path shows what the address hides: `%2e%2e`, an absolute path, a link that leads out of the folder.
    const path = await realpath(join(root, wanted));
    if (path !== root && !path.startsWith(root + sep)) return null;
    if ((await stat(path)).isFile()) return wanted.endsWith("/") ? null : path;
    if (!pathname.endsWith("/")) return "folder";
    return await lookUp(`${pathname}index.html`, { prefix, root });
  } catch {
    return null; // No such file, or an address that cannot be decoded.
  }
}
