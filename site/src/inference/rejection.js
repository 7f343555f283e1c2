/**
 * From the probabilities of a network to what a person is told: a digit, one of two digits, not a digit, or blank.
 *
 * Twin of `trainer/reading/rejection.py`; both are tested on `tests/vectors/rejection.json`.
 *
 * @typedef {object} Thresholds  What a model was calibrated to; they come with the model.
 * @property {number} digit  Smallest score of a drawing that counts as a digit.
 * @property {number} sure  Smallest probability of a digit that is named alone.
 *
 * @typedef {object} Verdict
 * @property {"digit" | "unsure" | "not a digit" | "blank"} verdict
 * @property {number | null} label  The likeliest digit; null where there is none to name.
 * @property {number} confidence  Probability of the likeliest digit, given that it is a digit; 0 for a blank.
 * @property {number[]} candidates  The digits to name, likeliest first: two when unsure, none when refused or blank.
 */

export const DIGITS = 10;

/** Smallest probability of a digit that is named alone by a model that was not calibrated: it is likelier than all others together. */
const UNCALIBRATED_SURE = 0.5;

/**
 * @param {ArrayLike<number>} answer  Ten probabilities, or eleven, the last for "not a digit".
 * @returns {Float32Array} Ten probabilities that sum to 1: those of the digits, given that it is a digit.
 */
export function digitsOf(answer) {
  const digits = Float32Array.from({ length: DIGITS }, (_, digit) => answer[digit]);
  if (answer.length === DIGITS) return digits;
  const sum = Math.max(
    digits.reduce((total, value) => total + value, 0),
    1e-12,
  );
  return digits.map((value) => value / sum);
}

/**
 * @param {ArrayLike<number>} answer
 * @returns {number} How much the drawing looks like a digit, 0 to 1: the highest probability of a digit.
 */
export function digitScore(answer) {
  return Math.max(...Array.from({ length: DIGITS }, (_, digit) => answer[digit]));
}

/**
 * @param {ArrayLike<number> | null} answer  Null for a drawing without ink.
 * @param {Thresholds} [thresholds]  Left out for a model that was not calibrated.
 * @returns {Verdict}
 */
export function verdictOf(answer, thresholds) {
  if (answer === null) return { verdict: "blank", label: null, confidence: 0, candidates: [] };
  const digits = digitsOf(answer);
  const [first, second] = [...digits.keys()].sort((a, b) => digits[b] - digits[a] || a - b);
  const confidence = digits[first];
  if (isRefused(answer, thresholds)) return { verdict: "not a digit", label: null, confidence, candidates: [] };
  if (confidence < (thresholds?.sure ?? UNCALIBRATED_SURE)) return { verdict: "unsure", label: first, confidence, candidates: [first, second] };
  return { verdict: "digit", label: first, confidence, candidates: [first] };
}

/**
 * @param {ArrayLike<number>} answer
 * @param {Thresholds} [thresholds]
 * @returns {boolean} With thresholds: whether the score is too low. Without: whether the eleventh output is the highest of all; ten
 *     outputs alone never refuse then.
 */
function isRefused(answer, thresholds) {
  return thresholds ? digitScore(answer) < thresholds.digit : answer[DIGITS] > digitScore(answer);
}
