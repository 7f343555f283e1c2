/**
 * Gives the visitor a file.
 */
import { element } from "../../view/dom.js";

/** Milliseconds that a browser may take to begin reading it. */
const KEPT = 10_000;

/**
 * @param {Blob} blob
 * @param {string} name  Of the file.
 */
export function download(blob, name) {
  const address = URL.createObjectURL(blob);
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), KEPT);
}
