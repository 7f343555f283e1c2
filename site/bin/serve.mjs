/**
 * Serves a folder on this machine as a static host would: `node site/bin/serve.mjs DIR [--port 8000]`
 *
 * Takes the next free port when that one is taken, prints the address, ends on Ctrl-C.
 */
import { createReadStream } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, sep } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { createGzip } from "node:zlib";

/** @type {Record<string, string>} */
export const TYPES = {
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

/** What static hosts send compressed: GitHub Pages does. */
const COMPRESSED = /^(text\/|image\/svg|application\/(json|manifest|wasm|xml))/;

/**
 * @param {string} folder
 * @param {{port?: number, base?: string}} [options]  `base` is the path under which the folder appears: a project's
 *     pages on a shared host have one, and so must the tests. Port 0 is any free one.
 * @returns {Promise<{url: string, server: import("node:http").Server}>}
 */
export async function serve(folder, { port = 8000, base = "/" } = {}) {
  const root = await realpath(folder);
  const server = createServer((request, response) => {
    answer(request, response, root, base).catch(() => response.writeHead(500).end());
  });
  const taken = await listen(server, port);
  return { url: `http://127.0.0.1:${taken}${base}`, server };
}

/**
 * @param {import("node:http").Server} server
 * @param {number} port
 * @returns {Promise<number>} The port it listens on: this one or the next that is free.
 */
async function listen(server, port) {
  for (let candidate = port; ; candidate += 1) {
    try {
      await new Promise((resolve, reject) => {
        server.once("error", reject).listen(candidate, "127.0.0.1", () => resolve(server.off("error", reject)));
      });
      return /** @type {import("node:net").AddressInfo} */ (server.address()).port;
    } catch (error) {
      server.removeAllListeners("error");
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EADDRINUSE" || candidate === port + 100) throw error;
    }
  }
}

/**
 * @param {import("node:http").IncomingMessage} request
 * @param {import("node:http").ServerResponse} response
 * @param {string} root
 * @param {string} base
 */
async function answer(request, response, root, base) {
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.writeHead(405, { Allow: "GET, HEAD" }).end();
    return;
  }
  const { pathname, search } = new URL(request.url ?? "/", "http://127.0.0.1");
  const found = await lookUp(pathname, root, base);
  if (found === "folder") {
    response.writeHead(301, { Location: `${pathname}/${search}` }).end();
    return;
  }
  const path = found ?? (await lookUp(`${base}404.html`, root, base));
  if (path === null) {
    response.writeHead(404, { "Content-Type": TYPES[".txt"] }).end("Not found\n");
    return;
  }
  const type = TYPES[extname(path).toLowerCase()] ?? "application/octet-stream";
  const zipped = COMPRESSED.test(type) && /\bgzip\b/.test(`${request.headers["accept-encoding"]}`);
  response.writeHead(found === null ? 404 : 200, {
    "Content-Type": type,
    "Cache-Control": "no-cache", // A site is built again and again; what was just built is to be seen.
    Vary: "Accept-Encoding",
    ...(zipped ? { "Content-Encoding": "gzip" } : { "Content-Length": (await stat(path)).size }),
  });
  if (request.method === "HEAD") {
    response.end();
    return;
  }
  const file = createReadStream(path).on("error", () => response.destroy());
  (zipped ? file.pipe(createGzip()) : file).pipe(response);
}

/**
 * @param {string} pathname
 * @param {string} root
 * @param {string} base
 * @returns {Promise<string | null>} A file's path; "folder" when a slash is missing at its end; null when nothing is there.
 */
async function lookUp(pathname, root, base) {
  if (!pathname.startsWith(base)) return null;
  try {
    const wanted = decodeURIComponent(pathname.slice(base.length));
    // The real path tells what the address hides: `%2e%2e`, an absolute path, a link that leads out.
    const path = await realpath(join(root, wanted));
    if (path !== root && !path.startsWith(root + sep)) return null;
    if ((await stat(path)).isFile()) return wanted.endsWith("/") ? null : path;
    if (!pathname.endsWith("/")) return "folder";
    return await lookUp(`${pathname}index.html`, root, base);
  } catch {
    return null; // No such file, or an address that cannot be decoded.
  }
}

/** @param {string[]} args */
async function main(args) {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { port: { type: "string", default: "8000" } } });
  if (positionals.length !== 1) throw new Error("Say which folder to serve: node site/bin/serve.mjs DIR [--port 8000]");
  if (!/^\d{1,5}$/.test(values.port) || Number(values.port) > 65535) throw new Error(`A port is a number up to 65535, not "${values.port}".`);
  const folder = await stat(positionals[0]).catch(() => null);
  if (!folder?.isDirectory()) throw new Error(`There is no folder ${positionals[0]} to serve: run "make site" first.`);
  const { url } = await serve(positionals[0], { port: Number(values.port) });
  process.stdout.write(`Inkling: ${url}\n`);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(0));
  await main(process.argv.slice(2)).catch((error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  });
}
