/**
 * Reads the JSON files that `publish` writes for the demo.
 */
import { RecogniserError } from "../../errors.js";
import { readBytes } from "../../read-bytes.js";

/**
 * @template T
 * @param {URL} url
 * @param {string} what  The name of the file, for error messages, such as "The list of models".
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
    throw new RecogniserError(`${what} at ${url} cannot be read: publish the models again.`, error);
  }
}
