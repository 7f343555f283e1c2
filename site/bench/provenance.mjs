/**
 * Where the numbers of a benchmark come from: its results name the commit and the command that measured them.
 */
import { execFile } from "node:child_process";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const site = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * @param {string} folder  Of a checkout.
 * @returns {Promise<string | null>} The commit, with `-dirty` when the folder differs from it; null outside a checkout.
 */
export async function commitOf(folder) {
  const git = async (/** @type {string[]} */ ...args) => (await promisify(execFile)("git", args, { cwd: folder })).stdout.trim();
  try {
    const [head, changes] = [await git("rev-parse", "HEAD"), await git("status", "--porcelain", "--", ".")];
    return changes === "" ? head : `${head}-dirty`;
  } catch {
    return null; // No git, or no checkout.
  }
}

/**
 * @param {string} command  That measures, as one types it.
 * @returns {Promise<{commit: string | null, command: string}>}
 */
export async function provenance(command) {
  return { commit: await commitOf(site), command };
}
