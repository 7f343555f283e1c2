/**
 * Pictures on the pad in place of strokes: the visitor's own, and test images of MNIST.
 *
 * @typedef {ReturnType<typeof createPictures>} Pictures
 */
import { sentenceOf } from "../errors.js";
import { gridOfPicture } from "../input/image-input.js";
import { logError } from "../errors.js";

/**
 * @param {import("./state.js").State} state
 * @param {() => Promise<import("./published/test-images.js").TestImage>} nextTestImage
 * @param {(picture: Blob) => Promise<Float64Array | null>} [gridOf]
 */
export function createPictures(state, nextTestImage, gridOf = gridOfPicture) {
  let requests = 0;

  /** @param {() => Promise<{grid: Float64Array | null, text: string}>} read */
  async function show(read) {
    if (state.replay !== null) state.edited(); // At its end a replay counts as a change of the drawing.
    const { revision } = state;
    const request = ++requests;
    // What was drawn while the picture was read stays, and of several pictures the one that was asked for last counts.
    const isLate = () => revision !== state.revision || request !== requests;
    try {
      const { grid, text } = await read();
      if (isLate()) return;
      if (grid === null) state.say("There is nothing to see in that picture.");
      else state.showPicture(grid, text);
    } catch (error) {
      logError(error);
      if (!isLate()) state.say(sentenceOf(error));
    }
  }

  return {
    /** @param {Blob} picture */
    read: (picture) => show(async () => ({ grid: await gridOf(picture), text: "The pad shows what was found in the picture." })),

    tryTestImage: () =>
      show(async () => {
        const { index, label, grid } = await nextTestImage();
        return { grid, text: `Test image ${index} of MNIST, its label is ${label}.` };
      }),
  };
}
