/**
 * Packages of the front end, for code that loads them late or from another folder, where Node does not find `site/node_modules`.
 */
import { createRequire } from "node:module";

const fromSite = createRequire(new URL("../../package.json", import.meta.url));

/**
 * @param {string} name  Of a package.
 * @returns {any} What it exports, without its types.
 */
export const loadPackage = (name) => fromSite(name);

/**
 * @param {string} path  Of a package, or of a file in one.
 * @returns {string} The same on this disk.
 */
export const pathOfPackage = (path) => fromSite.resolve(path);
