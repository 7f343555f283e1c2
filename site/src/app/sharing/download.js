/**
 * Saves a file among the visitor's downloads.
 */
import { element } from "../../view/dom.js";

/** Milliseconds after which the browser has surely begun to read the file. */
const LIFETIME = 10_000;

/**
 * @param {Blob} blob
 * @param {string} name  Of the file.
 */
export function download(blob, name) {
  const address = URL.createObjectURL(blob);
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), LIFETIME);
}
