/**
 * Unpacks zlib's format, which the export packs files in.
 */
import { RecogniserError } from "../errors.js";
import { t } from "../words/sentence.js";

/**
 * @param {ArrayBuffer} file
 * @returns {Promise<Uint8Array>}
 * @throws {RecogniserError} Where the browser cannot do it.
 */
export async function inflated(file) {
  if (typeof DecompressionStream !== "function") {
    throw new RecogniserError(t("This browser cannot unpack the files of this page: update it, Firefox to 113 or Safari to 16.4 at least."));
  }
  return new Uint8Array(await new Response(new Blob([file]).stream().pipeThrough(new DecompressionStream("deflate"))).arrayBuffer());
}
