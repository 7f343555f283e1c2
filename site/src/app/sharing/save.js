/**
 * A link to the drawing, and the drawing as a picture.
 *
 * @typedef {import("../../input/stroke-history.js").Drawing} Drawing
 */
import { download } from "./download.js";
import { inkPixels } from "../../view/ink.js";
import { logError, ScriptError, sentenceOf } from "../../errors.js";
import { fromFragment, toFragment } from "./link.js";

/** Pixels of the picture, across and down. */
const SIDE = 512;

/**
 * @param {Drawing} drawing
 * @param {string} [model]  The name of the model that reads it.
 * @returns {Promise<string>} Whether it worked, in a sentence for the visitor.
 */
export async function copyLink(drawing, model) {
  if (!putInAddress(drawing, model)) return "This drawing is too long for a link: draw it with fewer strokes.";
  try {
    await navigator.clipboard.writeText(location.href);
    return "The link to this drawing is copied.";
  } catch {
    return "The address of this page now holds the drawing: copy it from there.";
  }
}

/**
 * @param {Drawing} drawing
 * @param {string} name  Of the file, without `.png`.
 * @returns {Promise<string>} Whether it worked, in a sentence for the visitor.
 */
export async function savePicture(drawing, name) {
  try {
    const grey = inkPixels(drawing, SIDE).map((ink) => 1 - ink);
    const { pngOf } = await import("./png.js").catch((error) => {
      throw new ScriptError("The picture could not be made, because a part of this page did not arrive: check the connection, then try again.", error);
    });
    download(await pngOf(grey, SIDE), `${name}.png`);
    return "The picture is among your downloads.";
  } catch (error) {
    logError(error);
    return sentenceOf(error);
  }
}

/**
 * @param {Drawing} drawing
 * @param {string} [model]  The name of the model that reads it.
 * @returns {boolean} Whether it is short enough for an address.
 */
export function putInAddress(drawing, model) {
  const fragment = toFragment(drawing, model);
  if (fragment !== null) history.replaceState(history.state, "", `#${fragment}`);
  return fragment !== null;
}

/** Takes a drawing out of the address: it is no longer the one on the pad, and must not come back when the page is loaded again. */
export function clearAddress() {
  if (fromFragment(location.hash) !== null) history.replaceState(history.state, "", location.pathname + location.search);
}
