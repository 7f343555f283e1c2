/**
 * Whether two answers say the same.
 *
 * @typedef {import("../inference/recogniser.js").Answer} Answer
 */

/**
 * @param {Answer} answer
 * @param {Answer | null} other
 * @returns {boolean} Whether every field is the same: what was read, the probabilities, and the grid that was read.
 */
export function sameAnswer(answer, other) {
  return (
    other !== null &&
    answer.verdict === other.verdict &&
    answer.label === other.label &&
    sameValues(answer.candidates, other.candidates) &&
    sameValues(answer.probabilities, other.probabilities) &&
    sameValues(answer.grid, other.grid)
  );
}

/**
 * @param {ArrayLike<number> | null} values
 * @param {ArrayLike<number> | null} others
 */
function sameValues(values, others) {
  if (values === null || others === null) return values === others;
  return values.length === others.length && Array.from(values).every((value, i) => value === others[i]);
}
