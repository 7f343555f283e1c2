/**
 * Adapts a network that somebody else made to the contract in `network.js`: it gets its pixels as it knows them, and answers with
 * probabilities.
 *
 * @typedef {import("./network.js").Network} Network
 * @typedef {import("./open-network.js").Meaning} Meaning
 * @typedef {{paper: number, ink: number}} Pixels  The numbers that stand for paper and for ink.
 */

/**
 * @param {Network} network
 * @param {Meaning} meaning  Of its numbers.
 * @param {Pixels} pixels
 * @returns {Network}
 */
export function adapted(network, meaning, pixels) {
  const width = network.outputs.probabilities.shape.reduce((product, side) => product * side, 1);
  return {
    outputs: { ...network.outputs, probabilities: { shape: [width] } },
    async run(grids, names) {
      const values = await network.run(scaled(grids, pixels), names);
      return values.map((found, i) => (names[i] === "probabilities" ? probabilities(found, width, meaning) : found));
    },
    dispose: () => network.dispose(),
  };
}

/**
 * @param {Float32Array} grids  Paper is 0 and ink is 1.
 * @param {Pixels} pixels
 */
export function scaled(grids, { paper, ink }) {
  return paper === 0 && ink === 1 ? grids : grids.map((share) => paper + (ink - paper) * share);
}

/**
 * @param {Float32Array} values  N x width.
 * @param {number} width
 * @param {Meaning} meaning
 * @returns {Float32Array} N rows that sum to 1.
 */
export function probabilities(values, width, meaning) {
  const found = new Float32Array(values.length);
  for (let at = 0; at < values.length; at += width) {
    const row = values.subarray(at, at + width);
    const largest = Math.max(...row);
    const raised = meaning === "logits" ? row.map((value) => Math.exp(value - largest)) : row;
    const sum = raised.reduce((total, value) => total + value, 0);
    found.set(sum > 0 ? raised.map((value) => value / sum) : raised.fill(1 / width), at);
  }
  return found;
}
