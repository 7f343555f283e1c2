/**
 * From a network's answer to what a person is told: a digit, one of two, no digit, or nothing drawn.
 *
 * Twin of `trainer/reading/rejection.py`; both are held to `tests/vectors/rejection.json`.
 *
 * @typedef {object} Thresholds  From where on a model's answer counts; they come with the model.
 * @property {number} digit  Least score of a drawing that is taken for a digit.
 * @property {number} sure  Least probability of a digit that is named alone.
 *
 * @typedef {object} Verdict
 * @property {"digit" | "unsure" | "not a digit" | "blank"} verdict
 * @property {number | null} label  The likeliest digit; null where there is none to name.
 * @property {number} confidence  Probability of the likeliest digit, given that it is a digit; 0 for a blank.
 * @property {number[]} candidates  The digits to name, likeliest first: two when unsure, none when refused or blank.
 */

export const DIGITS = 10;

/** What a model refuses that says nothing of it: nothing. */
export const DEFAULT_THRESHOLDS = Object.freeze({ digit: 0, sure: 0.5 });

/**
 * @param {ArrayLike<number>} answer  Ten probabilities, or eleven, the last that of no digit.
 * @returns {Float32Array} Ten that sum to 1: what each digit is worth, given that it is one.
 */
export function digitsOf(answer) {
  const digits = Float32Array.from({ length: DIGITS }, (_, digit) => answer[digit]);
  if (answer.length === DIGITS) return digits;
  const sum = Math.max(digits.reduce((total, value) => total + value, 0), 1e-12);
  return digits.map((value) => value / sum);
}

/**
 * @param {ArrayLike<number>} answer
 * @returns {number} How much the drawing looks like a digit, 0 to 1.
 */
export function digitScore(answer) {
  return Math.max(...Array.from({ length: DIGITS }, (_, digit) => answer[digit]));
}

/**
 * @param {ArrayLike<number> | null} answer  Null for a drawing without ink.
 * @param {Thresholds} thresholds
 * @returns {Verdict}
 */
export function verdictOf(answer, thresholds) {
  if (answer === null) return { verdict: "blank", label: null, confidence: 0, candidates: [] };
  const digits = digitsOf(answer);
  const [first, second] = [...digits.keys()].sort((a, b) => digits[b] - digits[a] || a - b);
  const confidence = digits[first];
  if (digitScore(answer) < thresholds.digit) return { verdict: "not a digit", label: null, confidence, candidates: [] };
  if (confidence < thresholds.sure) return { verdict: "unsure", label: first, confidence, candidates: [first, second] };
  return { verdict: "digit", label: first, confidence, candidates: [first] };
}
