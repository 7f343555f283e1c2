/**
 * Serves a folder on this machine as a static host would: `node site/bin/serve.mjs DIR [--port 8000]`
 *
 * Takes the next free port when that one is taken, prints the address, ends on Ctrl-C. The tests and the benchmarks use `serve` too:
 * with several folders, with headers of their own, or as a host that fails.
 */
import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { createServer } from "node:http";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { parseArgs, promisify } from "node:util";
import { gzip } from "node:zlib";
import { command } from "./command.mjs";
import { find, mountsOf, typeOf } from "./static-files.mjs";

/** What static hosts send compressed: GitHub Pages does. */
const COMPRESSED = /^(text\/|image\/svg|application\/(json|manifest|wasm|xml))/;

/**
 * @typedef {object} Reply  What a host sends instead of a file.
 * @property {number} status
 * @property {string} [body]  HTML.
 */

/**
 * @typedef {object} Options
 * @property {number} [port]  0 is any free one.
 * @property {string} [base]  The path under which everything appears. A project's pages on a shared host have one, so the tests do, too.
 * @property {Record<string, string>} [headers]  Sent with every answer.
 * @property {RegExp} [compressed]  Content-Types that are sent compressed.
 * @property {(pathname: string) => Reply | null} [instead]  For tests: answers in place of the folder; null leaves the address to the folder.
 */

/**
 * @param {string | Record<string, string>} folders  One folder, or several by the name under which each appears.
 * @param {Options} [options]
 * @returns {Promise<{url: string, start: () => Promise<void>, stop: () => Promise<void>}>} The address, which ends with a slash. `stop` ends
 *     all connections, then nothing answers; `start` serves again at the same address.
 */
export async function serve(folders, { port = 8000, base = "/", headers = {}, compressed = COMPRESSED, instead = () => null } = {}) {
  const mounts = await mountsOf(folders, base);
  const send = sender(headers, compressed);
  const server = createServer((request, response) => {
    answer(request, response, { mounts, instead, send }).catch(() => response.writeHead(500).end());
  });
  const taken = await listen(server, port);
  return {
    url: `http://127.0.0.1:${taken}${base}`,

    async start() {
      if (!server.listening) await listening(server, taken);
    },

    async stop() {
      server.closeAllConnections();
      if (server.listening) await new Promise((resolve) => server.close(resolve));
    },
  };
}

/**
 * @param {import("node:http").Server} server
 * @param {number} port
 * @returns {Promise<number>} The port it listens on: this one or the next that is free.
 */
async function listen(server, port) {
  for (let candidate = port; ; candidate += 1) {
    try {
      return await listening(server, candidate);
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EADDRINUSE" || candidate === port + 100) throw error;
    }
  }
}

/**
 * @param {import("node:http").Server} server
 * @param {number} port
 * @returns {Promise<number>}
 */
async function listening(server, port) {
  await new Promise((resolve, reject) => {
    server.once("error", reject).listen(port, "127.0.0.1", () => resolve(server.off("error", reject)));
  });
  return /** @type {import("node:net").AddressInfo} */ (server.address()).port;
}

/** @typedef {import("node:http").IncomingMessage} Request */
/** @typedef {import("node:http").ServerResponse} Response */
/** @typedef {(request: Request, response: Response, status: number, path: string) => Promise<void>} Send */

/**
 * @param {Request} request
 * @param {Response} response
 * @param {{mounts: import("./static-files.mjs").Mount[], instead: (pathname: string) => Reply | null, send: Send}} host
 */
async function answer(request, response, { mounts, instead, send }) {
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.writeHead(405, { Allow: "GET, HEAD" }).end();
    return;
  }
  const { pathname, search } = new URL(request.url ?? "/", "http://127.0.0.1");
  const reply = instead(pathname);
  if (reply !== null) {
    response.writeHead(reply.status, { "Content-Type": "text/html" }).end(reply.body);
    return;
  }
  const found = await find(pathname, mounts);
  if ("path" in found) await send(request, response, found.status, found.path);
  else if (found.status === 301) response.writeHead(301, { Location: `${pathname}/${search}` }).end();
  else response.writeHead(404, { "Content-Type": "text/plain; charset=utf-8" }).end("Not found\n");
}

/**
 * @param {Record<string, string>} headers
 * @param {RegExp} compressed
 * @returns {Send} Keeps what it has compressed, as a static host does, until the file changes.
 */
function sender(headers, compressed) {
  /** @type {Map<string, {changed: number, body: Promise<Buffer>}>} */
  const kept = new Map();

  /** @param {string} path */
  async function zipped(path) {
    const { mtimeMs: changed } = await stat(path);
    const old = kept.get(path);
    if (old?.changed === changed) return old.body;
    const body = readFile(path).then((bytes) => promisify(gzip)(bytes));
    kept.set(path, { changed, body });
    return body;
  }

  return async (request, response, status, path) => {
    const type = typeOf(path);
    const body = compressed.test(type) && /\bgzip\b/.test(`${request.headers["accept-encoding"]}`) ? await zipped(path) : null;
    response.writeHead(status, {
      ...headers,
      "Content-Type": type,
      "Cache-Control": "no-cache", // A site is built again and again: what was just built is to be seen.
      Vary: "Accept-Encoding",
      ...(body ? { "Content-Encoding": "gzip", "Content-Length": body.length } : { "Content-Length": (await stat(path)).size }),
    });
    if (request.method === "HEAD") response.end();
    else if (body) response.end(body);
    else
      createReadStream(path)
        .on("error", () => response.destroy())
        .pipe(response);
  };
}

/** @param {string[]} args */
async function main(args) {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { port: { type: "string", default: "8000" } } });
  if (positionals.length !== 1) throw new Error("Say which folder to serve: node site/bin/serve.mjs DIR [--port 8000]");
  if (!/^\d{1,5}$/.test(values.port) || Number(values.port) > 65535) throw new Error(`A port is a number up to 65535, not "${values.port}".`);
  const folder = await stat(positionals[0]).catch(() => null);
  if (!folder?.isDirectory()) throw new Error(`There is no folder ${positionals[0]} to serve: run "make site" first.`);
  const { url } = await serve(positionals[0], { port: Number(values.port) });
  return `Inkling: ${url}\n`;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(0));
  await command(() => main(process.argv.slice(2)));
}
