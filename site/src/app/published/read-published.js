/**
 * Reads the JSON files that `publish` writes for the demo.
 */
import { RecogniserError } from "../../errors.js";
import { readBytes } from "../../read-bytes.js";
import { t } from "../../words/sentence.js";

/**
 * @template T
 * @param {URL} url
 * @param {import("../../words/sentence.js").Words} what  The name of the file, for error messages, such as "The list of models".
 * @param {(content: any) => T[]} itemsOf
 * @returns {Promise<T[]>} At least one.
 * @throws {RecogniserError}
 */
export async function readPublished(url, what, itemsOf) {
  const text = new TextDecoder().decode(await readBytes(url, what));
  try {
    const items = itemsOf(JSON.parse(text));
    if (items.length === 0) throw new Error("empty");
    return items;
  } catch (error) {
    throw new RecogniserError(t("{what} at {url} cannot be read: publish the models again.", { what, url: url.href }), error);
  }
}
