/**
 * Random numbers from a seed: the same in every browser.
 */

/**
 * @param {number} seed  A whole number.
 * @returns {() => number} Numbers from 0 to 1, without 1 (mulberry32 by T. Ettinger, public domain).
 */
export function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * @param {number} count
 * @param {() => number} random
 * @returns {Uint32Array<ArrayBuffer>} 0 to `count` - 1 in random order (Fisher and Yates).
 */
export function shuffled(count, random) {
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}
