/**
 * Runs another Node process: for tests of missing features, exit codes and signals.
 */
import { execFile } from "node:child_process";
import process from "node:process";

/** @typedef {{code: number, stdout: string, stderr: string}} Ended */

/**
 * @param {string[]} args  Of the node command.
 * @returns {Promise<Ended>}
 */
export function node(...args) {
  return new Promise((resolve) => {
    execFile(process.execPath, args, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === "number" ? error.code : 0, stdout, stderr });
    });
  });
}

/**
 * @param {string} source  Of a module.
 * @returns {Promise<Ended>}
 */
export const inNode = (source) => node("--input-type=module", "--eval", source);
