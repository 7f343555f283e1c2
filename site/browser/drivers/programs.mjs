/**
 * Programs of this machine, and free ports of it.
 */
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { delimiter, join } from "node:path";
import process from "node:process";

/**
 * @param {string[]} names  The first name that is there counts.
 * @returns {string | null} The path of the program, from the folders of PATH.
 */
export function onPath(...names) {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path)) ?? null;
}

/**
 * @param {string} name  Of a browser.
 * @param {string | null} path
 * @returns {string}
 * @throws {Error} Where there is none.
 */
export function found(name, path) {
  if (path === null) throw new Error(`${name} was not found: run \`node site/browser/install.mjs\`.`);
  return path;
}

/** @returns {Promise<number>} A port that nothing listened on a moment ago. */
export async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  await new Promise((resolve) => server.close(resolve));
  return port;
}
