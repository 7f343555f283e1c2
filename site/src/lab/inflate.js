/**
 * Unpacks zlib's format, which the export packs files in.
 */
import { RecogniserError } from "../errors.js";

/**
 * @param {ArrayBuffer} file
 * @param {string} what  Names the content in errors: "the training images".
 * @returns {Promise<Uint8Array>}
 * @throws {RecogniserError} Where the browser cannot do it.
 */
export async function inflated(file, what) {
  if (typeof DecompressionStream !== "function") {
    throw new RecogniserError(`This browser cannot unpack ${what}: update it, Firefox to 113 or Safari to 16.4 at least.`);
  }
  return new Uint8Array(await new Response(new Blob([file]).stream().pipeThrough(new DecompressionStream("deflate"))).arrayBuffer());
}
