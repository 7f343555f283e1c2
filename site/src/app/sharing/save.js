/**
 * A link to the drawing, and the drawing as a picture.
 *
 * @typedef {import("../../input/stroke-history.js").Drawing} Drawing
 * @typedef {import("../../words/sentence.js").Words} Words
 */
import { download } from "./download.js";
import { inkPixels } from "../../view/ink.js";
import { logError, ScriptError, wordsOf } from "../../errors.js";
import { t } from "../../words/sentence.js";
import { fromFragment, toFragment } from "./link.js";

/** Pixels of the picture, across and down. */
const SIDE = 512;

/**
 * @param {Drawing} drawing
 * @param {string} [model]  The name of the model that reads it.
 * @returns {Promise<Words>} Whether it worked, in a sentence for the visitor.
 */
export async function copyLink(drawing, model) {
  if (!putInAddress(drawing, model)) return t("This drawing is too long for a link: draw it with fewer strokes.");
  try {
    await navigator.clipboard.writeText(location.href);
    return t("The link to this drawing is copied.");
  } catch {
    return t("The address of this page now holds the drawing: copy it from there.");
  }
}

/**
 * @param {Drawing} drawing
 * @param {string} name  Of the file, without `.png`.
 * @returns {Promise<Words>} Whether it worked, in a sentence for the visitor.
 */
export async function savePicture(drawing, name) {
  try {
    const grey = inkPixels(drawing, SIDE).map((ink) => 1 - ink);
    const { pngOf } = await import("./png.js").catch((error) => {
      throw new ScriptError(t("The picture could not be made, because a part of this page did not arrive: check the connection, then try again."), error);
    });
    download(await pngOf(grey, SIDE), `${name}.png`);
    return t("The picture is among your downloads.");
  } catch (error) {
    logError(error);
    return wordsOf(error);
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
