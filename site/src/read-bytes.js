/**
 * Reads bytes from an address, in a browser or in Node, with errors that say what to do.
 */
import { DamagedError, MissingError, RecogniserError } from "./errors.js";
import { t } from "./words/sentence.js";

/** Milliseconds without a byte after which a connection is given up. A slow connection may take as long as it needs. */
const TIMEOUT = 20_000;

/**
 * @typedef {import("./words/sentence.js").Words} Words
 *
 * @typedef {object} Reading
 * @property {number} [timeout]  Milliseconds without a byte.
 * @property {boolean} [anew]  Whether what the browser keeps of an earlier answer is left aside: it may be damaged.
 * @property {boolean} [later]  Whether other files may come first.
 */

/**
 * @param {URL | string} address  An address, absolute or relative to the page; in Node a file's path will do.
 * @returns {Promise<URL>}
 * @throws {RecogniserError} When it is no address.
 */
export async function toURL(address) {
  if (address instanceof URL) return address;
  if (typeof address !== "string" || address === "") throw new RecogniserError(`An address belongs where "${address}" is: name a file or its URL.`);
  try {
    // At least two letters before the colon: `C:\models` is a path.
    if (/^[a-z][a-z\d+.-]+:/i.test(address)) return new URL(address);
    const base = globalThis.document?.baseURI ?? globalThis.location?.href;
    if (base !== undefined) return new URL(address, base);
  } catch (error) {
    throw new RecogniserError(`"${address}" is no address: name a file or its URL.`, error);
  }
  return ofNode("node:url").pathToFileURL(address);
}

/**
 * @param {URL} url
 * @param {Words} what  Names the content in errors: "The model".
 * @param {Reading} [reading]
 * @returns {Promise<ArrayBuffer>}
 * @throws {RecogniserError}
 */
export async function readBytes(url, what, reading = {}) {
  return url.protocol === "file:" && globalThis.document === undefined ? fromFile(url, what) : fromServer(url, what, reading);
}

/**
 * Reads what can be checked. A browser may keep a file that arrived damaged, and would give it again at each try. So what fails the
 * check is fetched once more, past what the browser keeps.
 *
 * @template T
 * @param {(reading: Reading) => Promise<T>} read  Reads and checks.
 * @returns {Promise<T>}
 */
export async function readChecked(read) {
  try {
    return await read({});
  } catch (error) {
    if (!(error instanceof DamagedError)) throw error;
    return read({ anew: true });
  }
}

/**
 * @param {ArrayBuffer} bytes
 * @returns {Promise<string | null>} 64 hexadecimal digits; null where the browser computes none: it does so for secure pages only.
 */
export async function sha256Of(bytes) {
  const subtle = globalThis.crypto?.subtle;
  if (subtle === undefined) return null;
  return [...new Uint8Array(await subtle.digest("SHA-256", bytes))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * @param {ArrayBuffer} bytes
 * @param {string | undefined} expected  64 hexadecimal digits.
 * @returns {Promise<boolean>} False where the bytes have another SHA-256. Where none is expected, or none can be computed, nothing is wrong.
 */
export async function hasSha256(bytes, expected) {
  const found = expected === undefined ? null : await sha256Of(bytes);
  return found === null || found === expected;
}

/**
 * Not by `import()`: bundlers of pages look for everything that is imported, and there they find no module of Node.
 *
 * @template {"node:fs/promises" | "node:url"} Name
 * @param {Name} name  Of a module of Node.
 * @returns {{"node:fs/promises": typeof import("node:fs/promises"), "node:url": typeof import("node:url")}[Name]}
 * @throws {RecogniserError} Where this is no page, and no Node that can give it.
 */
function ofNode(name) {
  const found = globalThis.process?.getBuiltinModule?.(name);
  if (found === undefined) throw new RecogniserError("Files are read by Node.js 20.16 or later only: update Node.js, or name the address of a server.");
  return found;
}

/**
 * @param {URL} url
 * @param {Words} what
 */
async function fromFile(url, what) {
  const { readFile } = ofNode("node:fs/promises");
  try {
    const bytes = await readFile(url);
    return /** @type {ArrayBuffer} */ (bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  } catch (error) {
    throw new MissingError(`${what} cannot be read from ${place(url)}: check that the file is there.`, error);
  }
}

/**
 * @param {URL} url
 * @param {Words} what
 * @param {Reading} reading
 */
async function fromServer(url, what, { timeout = TIMEOUT, anew = false, later = false }) {
  const abort = new AbortController();
  let timer = setTimeout(() => abort.abort(), timeout);
  const restart = () => {
    clearTimeout(timer);
    timer = setTimeout(() => abort.abort(), timeout);
  };
  try {
    // A model and its weights must be published together, and their names do not change with their content: ask the server each time.
    const response = await fetch(url, { cache: anew ? "reload" : "no-cache", priority: later ? "low" : "auto", signal: abort.signal });
    if (!response.ok) throw statusError(response.status, url, what);
    return await bodyOf(response, restart);
  } catch (error) {
    if (error instanceof RecogniserError) throw error;
    throw new RecogniserError(t("{what} could not be fetched from {url}: check the connection, then try again.", { what, url: url.href }), error);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * @param {Response} response
 * @param {() => void} arrived  Called for each piece.
 * @returns {Promise<ArrayBuffer>}
 */
async function bodyOf(response, arrived) {
  const reader = response.body?.getReader();
  const pieces = [];
  for (let piece = await reader?.read(); piece && !piece.done; piece = await reader?.read()) {
    arrived();
    pieces.push(piece.value);
  }
  return new Blob(pieces).arrayBuffer();
}

/**
 * @param {number} status
 * @param {URL} url
 * @param {Words} what
 * @returns {RecogniserError}
 */
function statusError(status, url, what) {
  if (status === 404 || status === 410)
    return new MissingError(t("{what} is not at {url} ({status}): check that it is published there.", { what, url: url.href, status }));
  return new RecogniserError(t("{what} could not be fetched from {url} (the server answered {status}): try again later.", { what, url: url.href, status }));
}

/**
 * @param {URL} url
 * @returns {string} What a person would type: the path of a file, decoded, or the address.
 */
export function place(url) {
  return url.protocol === "file:" ? decodeURIComponent(url.pathname) : url.href;
}
