/**
 * Inkling: handwritten digits, read in the page. An ES module for browsers and for Node 20; nothing leaves the page.
 *
 * ```js
 * import { createRecogniser } from "./assets/demo/inkling.js";
 *
 * const recogniser = await createRecogniser({ model: "models/inkling/model.json" });
 * const seven = [[{ x: 10, y: 10 }, { x: 60, y: 10 }, { x: 30, y: 90 }]];
 * const { verdict, label, confidence, probabilities } = await recogniser.recognise(seven);
 * ```
 *
 * The verdict is "digit", "unsure" (`candidates` are the two it may be), "not a digit" or "blank"; the last two have no label.
 *
 * A drawing is a list of strokes, a stroke a list of `{x, y}` points in any unit, y down. Keep this file in the folder
 * that it came in: the .wasm files and the other scripts there are parts of it.
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
