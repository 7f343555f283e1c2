/**
 * Pictures on the pad in place of strokes: the visitor's own, and test images of MNIST.
 *
 * @typedef {ReturnType<typeof createPictures>} Pictures
 */
import { logError, wordsOf } from "../errors.js";
import { partsOfPicture } from "../input/image-input.js";
import { onePart } from "../preprocessing/picture-number.js";
import { t } from "../words/sentence.js";

/**
 * @param {import("./state.js").State} state
 * @param {() => Promise<import("./published/test-images.js").TestImage>} nextTestImage
 * @param {typeof partsOfPicture} [partsOf]
 */
export function createPictures(state, nextTestImage, partsOf = partsOfPicture) {
  let requests = 0;

  /** @param {() => Promise<{parts: import("../preprocessing/picture-parts.js").PictureParts | null, text: import("../words/sentence.js").Words}>} read */
  async function show(read) {
    if (state.replay !== null) state.edited(); // At its end a replay counts as a change of the drawing.
    const { revision } = state;
    const request = ++requests;
    // What was drawn while the picture was read stays, and of several pictures the one that was asked for last counts.
    const isLate = () => revision !== state.revision || request !== requests;
    try {
      const { parts, text } = await read();
      if (isLate()) return;
      if (parts === null) state.say(t("There is nothing to see in that picture."));
      else state.showPicture(parts, text);
    } catch (error) {
      logError(error);
      if (!isLate()) state.say(wordsOf(error));
    }
  }

  return {
    /** @param {Blob} picture */
    read: (picture) => show(async () => ({ parts: await partsOf(picture), text: t("The pad shows what was found in the picture.") })),

    tryTestImage: () =>
      show(async () => {
        const { index, label, grid } = await nextTestImage();
        return { parts: onePart(grid), text: t("Test image {index} of MNIST, its label is {label}.", { index, label }) };
      }),
  };
}
