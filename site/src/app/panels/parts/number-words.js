/**
 * What is said of a number, and of a drawing that is refused because it may be one.
 *
 * @typedef {import("../../state.js").PadAnswer["digits"][number]} Digit
 */
import { MOST_IN_ALL } from "../../../preprocessing/segmentation.js";
import { partsOf } from "../../../preprocessing/joined-strokes.js";
import { boxOf } from "../../../preprocessing/number-marks.js";
import { sureness } from "./bars.js";

/** Smallest width, in heights, of ink that is more than one digit. */
const WIDE = 0.95;

/** The same of a single stroke with a line that may join two digits: two ones that look like an N are narrow. */
const JOINED = 0.4;

/**
 * @param {Digit[]} pieces  Digits and signs.
 * @returns {string} How sure the model is of each digit.
 */
export function numberInWords(pieces) {
  const digits = pieces.filter(({ mark }) => !mark);
  return `${digits.length} ${digits.length === 1 ? "digit" : "digits"}: ${digits.map(oneOfNumber).join(", ")}`;
}

/** @param {Digit} digit */
function oneOfNumber({ verdict, label, confidence, candidates }) {
  if (label === null) return "?\u00a0no\u00a0digit";
  return verdict === "unsure" ? candidates.join("\u00a0or\u00a0") : `${label}\u00a0${sureness(confidence)}`;
}

/**
 * @param {import("../../../input/stroke-history.js").Drawing} drawing  Empty for a picture.
 * @returns {string} That it may be a number, as the end of a sentence, where there are too many strokes to look for one.
 */
export function limitOf(drawing) {
  return drawing.length > MOST_IN_ALL ? `: more than ${MOST_IN_ALL}\u00a0strokes are read as one digit` : "";
}

/**
 * @param {import("../../../input/stroke-history.js").Drawing} drawing  That is refused; empty for a picture.
 * @returns {string} Why, where that can be said, as the end of a sentence.
 */
export function reasonOf(drawing) {
  if (drawing.length === 0 || drawing.length > MOST_IN_ALL) return limitOf(drawing);
  const { width, height } = boxOf(drawing.flat());
  const isWide = height > 0 && width > WIDE * height && width < 4 * height;
  const isJoined = drawing.length === 1 && partsOf(drawing[0], JOINED).length > 1;
  return isWide || isJoined ? ". More than one? Lift the pen between digits" : "";
}
