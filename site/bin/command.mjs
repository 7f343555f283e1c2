/**
 * How every command of `site/` begins and ends: it prints what its `main` returns, or one sentence about what is wrong and a status of 1.
 */
import process from "node:process";
import { sentenceOf } from "../src/errors.js";

/** @param {() => Promise<string | void>} main  Returns what to print. */
export async function command(main) {
  try {
    process.stdout.write((await main()) ?? "");
  } catch (error) {
    process.stderr.write(`${sentenceOf(error)}\n`);
    process.exitCode = 1;
  }
}
