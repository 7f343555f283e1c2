/**
 * What is said of a number, and of a drawing that is refused because it may be one.
 *
 * @typedef {import("../../state.js").PadAnswer["digits"][number]} Digit
 * @typedef {import("../../../input/stroke-history.js").Drawing} Drawing
 * @typedef {import("../../../words/sentence.js").Words} Words
 */
import { MOST_IN_ALL } from "../../../preprocessing/segmentation.js";
import { partsOf } from "../../../preprocessing/joined-strokes.js";
import { boxOf } from "../../../preprocessing/number-marks.js";
import { listed, Sentence, t } from "../../../words/words.js";
import { sureness } from "./bars.js";

/** Smallest width, in heights, of ink that is more than one digit. */
const WIDE = 0.95;

/** The same of a single stroke with a line that may join two digits: two ones that look like an N are narrow. */
const JOINED = 0.4;

/**
 * @param {number[]} candidates  None, one or two.
 * @returns {Words}
 */
export function candidatesText([one, other]) {
  if (one === undefined) return "";
  return other === undefined ? `${one}` : t("{one} or {other}", { one: `${one}`, other: `${other}` });
}

/**
 * @param {Digit[]} pieces  Digits and signs.
 * @returns {Words} How sure the model is of each digit.
 */
export function numberInWords(pieces) {
  const digits = pieces.filter(({ mark }) => !mark);
  return t("{count, plural, one {# digit} other {# digits}}: {list}", { count: digits.length, list: listed(digits.map(oneOfNumber)) });
}

/**
 * @param {Digit} digit
 * @returns {Words}
 */
function oneOfNumber({ verdict, label, confidence, candidates }) {
  if (label === null) return t("? no digit");
  return verdict === "unsure" ? candidatesText(candidates) : new Sentence("{label}\u00a0{share}", { label, share: sureness(confidence) });
}

/**
 * @param {number | null} confidence  Null where the model is not sure.
 * @param {Drawing} drawing  Empty for a picture.
 * @returns {Words} How sure the model is; and that it may be a number, where there are too many strokes to look for one.
 */
export function surenessWords(confidence, drawing) {
  const count = MOST_IN_ALL;
  if (confidence === null)
    return drawing.length > count ? t("Not sure which: more than {count} strokes are read as one digit", { count }) : t("Not sure which");
  const share = sureness(confidence);
  return drawing.length > count ? t("{share} sure: more than {count} strokes are read as one digit", { share, count }) : t("{share} sure", { share });
}

/**
 * @param {Drawing} drawing  That is refused; empty for a picture.
 * @returns {Words} With the reason, where that can be said.
 */
export function refusalWords(drawing) {
  if (drawing.length > MOST_IN_ALL) return t("Not a digit, I think: more than {count} strokes are read as one digit", { count: MOST_IN_ALL });
  return mayBeSeveral(drawing) ? t("Not a digit, I think. More than one? Lift the pen between digits") : t("Not a digit, I think");
}

/** @param {Drawing} drawing */
function mayBeSeveral(drawing) {
  if (drawing.length === 0) return false;
  const { width, height } = boxOf(drawing.flat());
  const isWide = height > 0 && width > WIDE * height && width < 4 * height;
  return isWide || (drawing.length === 1 && partsOf(drawing[0], JOINED).length > 1);
}
