/**
 * Bytes from an address, in a browser or in Node, with errors that say what to do.
 */
import { RecogniserError } from "./errors.js";

/** Milliseconds without a byte after which a connection counts as dead: slow ones may take as long as they need. */
const PATIENCE = 20_000;

/**
 * @param {URL | string} address  An address, absolute or relative to the page; in Node a file's path will do.
 * @returns {Promise<URL>}
 */
export async function toURL(address) {
  if (address instanceof URL) return address;
  // Two letters at least before the colon: `C:\models` is a path.
  if (/^[a-z][a-z\d+.-]+:/i.test(address)) return new URL(address);
  const base = globalThis.document?.baseURI ?? globalThis.location?.href;
  if (base !== undefined) return new URL(address, base);
  const { pathToFileURL } = await import("node:url");
  return pathToFileURL(address);
}

/**
 * @param {URL} url
 * @param {string} what  Names the content in errors: "The model".
 * @param {number} [patience]  Milliseconds.
 * @returns {Promise<ArrayBuffer>}
 * @throws {RecogniserError}
 */
export async function readBytes(url, what, patience = PATIENCE) {
  return url.protocol === "file:" && globalThis.document === undefined ? fromFile(url, what) : fromServer(url, what, patience);
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
 * @param {number} patience  Milliseconds.
 */
async function fromServer(url, what, patience) {
  const silence = new AbortController();
  let waiting = setTimeout(() => silence.abort(), patience);
  const heard = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => silence.abort(), patience);
  };
  try {
    // A model and its weights must be of one publication, and nothing in their names tells a stale copy: ask the server.
    const response = await fetch(url, { cache: "no-cache", signal: silence.signal });
    if (!response.ok) throw new RecogniserError(refusal(response.status, url, what));
    return await whole(response, heard);
  } catch (error) {
    if (error instanceof RecogniserError) throw error;
    throw new RecogniserError(`${what} could not be fetched from ${url}: check the connection, then try again.`, error);
  } finally {
    clearTimeout(waiting);
  }
}

/**
 * @param {Response} response
 * @param {() => void} heard  Called at each piece that arrives.
 * @returns {Promise<ArrayBuffer>}
 */
async function whole(response, heard) {
  const reader = response.body?.getReader();
  const pieces = [];
  for (let piece = await reader?.read(); piece && !piece.done; piece = await reader?.read()) {
    heard();
    pieces.push(piece.value);
  }
  return new Blob(pieces).arrayBuffer();
}

/**
 * @param {number} status
 * @param {URL} url
 * @param {string} what
 */
function refusal(status, url, what) {
  if (status === 404) return `${what} is not at ${url} (404): check that it is published there.`;
  return `${what} could not be fetched from ${url} (the server answered ${status}): try again later.`;
}

/**
 * @param {URL} url
 * @returns {string} The address as its reader would type it: a file's path, decoded, or the address itself.
 */
export function place(url) {
  return url.protocol === "file:" ? decodeURIComponent(url.pathname) : url.href;
}
