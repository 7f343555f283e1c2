/**
 * Reads pictures beside the page, so that the pad never stops. It answers each message `{id, picture}` with `{id, parts}` or
 * `{id, message}`.
 */
import { wordsOf } from "../errors.js";
import { readPicture } from "./read-picture.js";

addEventListener("message", async ({ data: { id, picture } }) => {
  try {
    postMessage({ id, parts: await readPicture(picture) });
  } catch (error) {
    postMessage({ id, message: wordsOf(error) });
  }
});

postMessage({ isReady: true });
