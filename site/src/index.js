/**
 * Inkling reads handwritten digits in the page. An ES module for browsers and for Node 20; nothing leaves the page.
 *
 * ```js
 * import { createRecogniser } from "./assets/demo/inkling.js";
 *
 * const recogniser = await createRecogniser({ model: "models/inkling/model.json" });
 * const seven = [[{ x: 10, y: 10 }, { x: 60, y: 10 }, { x: 30, y: 90 }]];
 * const { verdict, label, confidence, probabilities } = await recogniser.recognise(seven);
 * ```
 *
 * The verdict is "digit", "unsure" (`candidates` holds the two likeliest digits), "not a digit" or "blank"; the last two have no
 * label.
 *
 * A drawing is a list of strokes; a stroke is a list of `{x, y}` points in any unit, y down. Keep this file in its folder: it needs
 * the .wasm files and the other scripts there.
 *
 * @typedef {import("./preprocessing/strokes.js").Point} Point
 * @typedef {import("./preprocessing/strokes.js").Stroke} Stroke
 * @typedef {import("./inference/recogniser.js").Answer} Answer
 * @typedef {import("./inference/recogniser.js").Recogniser} Recogniser
 * @typedef {import("./inference/rejection.js").Verdict} Verdict
 */
export { createRecogniser } from "./inference/recogniser.js";
export { RecogniserError } from "./errors.js";
export { strokesToGrid } from "./preprocessing/strokes.js";
