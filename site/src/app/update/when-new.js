/**
 * Panels are told about every change of the state. Most of them must act only when one value has changed.
 */

/**
 * @template T
 * @param {(value: T) => void} act
 * @returns {(value: T) => void} Calls `act` when the value is not the one of the last call.
 */
export function whenNew(act) {
  /** @type {T | undefined} */
  let last;
  return (value) => {
    if (value === last) return;
    last = value;
    act(value);
  };
}
