/**
 * Reads bytes from an address, in a browser or in Node, with errors that say what to do.
 */
import { RecogniserError } from "./errors.js";

/** Milliseconds without a byte after which a connection is given up. A slow connection may take as long as it needs. */
const TIMEOUT = 20_000;

/**
 * @param {URL | string} address  An address, absolute or relative to the page; in Node a file's path will do.
 * @returns {Promise<URL>}
 */
export async function toURL(address) {
  if (address instanceof URL) return address;
  // At least two letters before the colon: `C:\models` is a path.
  if (/^[a-z][a-z\d+.-]+:/i.test(address)) return new URL(address);
  const base = globalThis.document?.baseURI ?? globalThis.location?.href;
  if (base !== undefined) return new URL(address, base);
  const { pathToFileURL } = await import("node:url");
  return pathToFileURL(address);
}

/**
 * @param {URL} url
 * @param {string} what  Names the content in errors: "The model".
 * @param {number} [timeout]  Milliseconds.
 * @returns {Promise<ArrayBuffer>}
 * @throws {RecogniserError}
 */
export async function readBytes(url, what, timeout = TIMEOUT) {
  return url.protocol === "file:" && globalThis.document === undefined ? fromFile(url, what) : fromServer(url, what, timeout);
}

/**
 * @param {URL} url
 * @param {string} what
 */
async function fromFile(url, what) {
  const { readFile } = await import("node:fs/promises");
  try {
    const bytes = await readFile(url);
    return /** @type {ArrayBuffer} */ (bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  } catch (error) {
    throw new RecogniserError(`${what} cannot be read from ${place(url)}: check that the file is there.`, error);
  }
}

/**
 * @param {URL} url
 * @param {string} what
 * @param {number} timeout  Milliseconds.
 */
async function fromServer(url, what, timeout) {
  const abort = new AbortController();
  let timer = setTimeout(() => abort.abort(), timeout);
  const restart = () => {
    clearTimeout(timer);
    timer = setTimeout(() => abort.abort(), timeout);
  };
  try {
    // A model and its weights must be published together, and their names do not change with their content: ask the server each time.
    const response = await fetch(url, { cache: "no-cache", signal: abort.signal });
    if (!response.ok) throw new RecogniserError(statusMessage(response.status, url, what));
    return await bodyOf(response, restart);
  } catch (error) {
    if (error instanceof RecogniserError) throw error;
    throw new RecogniserError(`${what} could not be fetched from ${url}: check the connection, then try again.`, error);
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
 * @param {string} what
 */
function statusMessage(status, url, what) {
  if (status === 404) return `${what} is not at ${url} (404): check that it is published there.`;
  return `${what} could not be fetched from ${url} (the server answered ${status}): try again later.`;
}

/**
 * @param {URL} url
 * @returns {string} What a person would type: the path of a file, decoded, or the address.
 */
export function place(url) {
  return url.protocol === "file:" ? decodeURIComponent(url.pathname) : url.href;
}
