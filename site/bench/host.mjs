/**
 * The benchmark's server: several folders under one address, everything gzipped, and pages isolated, so that Chromium's clock tells 5 microseconds
 * apart instead of 100.
 */
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { gzipSync } from "node:zlib";
import { TYPES } from "../bin/serve.mjs";

const ISOLATED = { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" };

/**
 * @param {Record<string, string>} folders  The first part of an address -> the folder that appears there.
 * @returns {Promise<{url: string, close: () => void}>}
 */
export async function host(folders) {
  /** @type {Map<string, Promise<Buffer>>} What was zipped once is not zipped again: a static host keeps it, too. */
  const zipped = new Map();
  const server = createServer(async (request, response) => {
    const path = fileOf(request.url ?? "/", folders);
    try {
      if (path === null) throw new Error("Nothing appears at this address.");
      const file = zipped.get(path) ?? readFile(path).then((bytes) => gzipSync(bytes));
      zipped.set(path, file);
      const body = await file;
      const type = TYPES[extname(path)] ?? "application/octet-stream";
      response.writeHead(200, { ...ISOLATED, "Content-Type": type, "Content-Encoding": "gzip", "Content-Length": body.length }).end(body);
    } catch {
      response.writeHead(404, ISOLATED).end();
    }
  });
  await new Promise((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", () => resolve(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return { url: `http://127.0.0.1:${port}/`, close: () => (server.closeAllConnections(), server.close()) };
}

/**
 * @param {string} address
 * @param {Record<string, string>} folders
 * @returns {string | null}
 */
function fileOf(address, folders) {
  const path = normalize(decodeURIComponent(new URL(address, "http://127.0.0.1").pathname));
  const [, first, rest] = /^\/([^/]+)\/(.*)$/.exec(path) ?? [];
  if (first === undefined || !Object.hasOwn(folders, first)) return null;
  return join(folders[first], rest === "" || rest.endsWith("/") ? `${rest}index.html` : rest);
}
