/**
 * Inkling reads handwritten digits in the page. An ES module for browsers and for Node 20.16 or later; nothing leaves the page.
 *
 * ```js
 * import { createRecogniser } from "inkling-digits";
 * import inkling from "inkling-digits/models/inkling";
 *
 * const recogniser = await createRecogniser({ model: inkling });
 * const seven = [[{ x: 10, y: 10 }, { x: 60, y: 10 }, { x: 30, y: 90 }]];
 * const { verdict, label, confidence, probabilities } = await recogniser.recognise(seven);
 * ```
 *
 * The verdict is "digit", "unsure" (`candidates` holds the two likeliest digits), "not a digit" or "blank"; the last two have no
 * label.
 *
 * A drawing is a list of strokes; a stroke is a list of `{x, y}` points in any unit, y down. The npm package and, in a built site, the
 * folder `assets/demo/` hold this file; keep it in its folder: it needs the .wasm files and the other scripts there.
 *
 * @typedef {import("./preprocessing/strokes.js").Point} Point
 * @typedef {import("./preprocessing/strokes.js").Stroke} Stroke
 * @typedef {import("./preprocessing/image.js").Brightness} Brightness
 * @typedef {import("./preprocessing/picture-parts.js").PictureParts} PictureParts
 * @typedef {import("./preprocessing/number-reader.js").Piece} Piece
 * @typedef {import("./inference/recogniser.js").Answer} Answer
 * @typedef {import("./inference/recogniser.js").ModelModule} ModelModule
 * @typedef {import("./inference/recogniser.js").Recogniser} Recogniser
 * @typedef {import("./inference/rejection.js").Verdict} Verdict
 */
export { createRecogniser } from "./inference/recogniser.js";
export { occlusionMaps } from "./inference/occlusion.js";
export { RecogniserError } from "./errors.js";
export { readPicture } from "./input/read-picture.js";
export { imageToGrid } from "./preprocessing/image.js";
export { numberText, readNumber } from "./preprocessing/number-reader.js";
export { readParts } from "./preprocessing/picture-number.js";
export { pictureParts } from "./preprocessing/picture-parts.js";
export { strokesToGrid } from "./preprocessing/strokes.js";
