/**
 * While somebody draws, the state changes many times a second. What is slow, or read aloud, waits for a pause.
 */

/**
 * @template T
 * @param {(value: T) => void} act
 * @param {number} pause  Milliseconds without another call before `act` is called with the last value.
 * @returns {(value: T) => void}
 */
export function whenSettled(act, pause) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;
  return (value) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => act(value), pause);
  };
}
