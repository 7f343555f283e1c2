/**
 * The drawings that a visitor corrected, kept on the device. What is read back, from storage or from a file, is foreign input.
 *
 * @typedef {{label: number, strokes: import("../input/stroke-history.js").Drawing}} Correction
 */

const KEY = "inkling-hand";

/** As many as anybody will teach; older ones go. */
const MOST = 200;
const MOST_POINTS = 5000;

/**
 * @param {string} text
 * @returns {Correction[]}
 * @throws {Error} With one sentence, when it holds no corrections.
 */
export function parseHand(text) {
  let content;
  try {
    content = JSON.parse(text);
  } catch {
    content = null;
  }
  const corrections = content?.corrections;
  if (!Array.isArray(corrections) || !corrections.every(isCorrection)) {
    throw new Error("That file holds no corrections of Inkling: choose one that this page saved.");
  }
  return corrections.slice(-MOST).map(({ label, strokes }) => ({ label, strokes: strokes.map((stroke) => stroke.map(({ x, y }) => ({ x, y }))) }));
}

/**
 * @param {ReadonlyArray<Correction>} corrections
 * @returns {string}
 */
export function handAsText(corrections) {
  return `${JSON.stringify({ about: "Drawings that I corrected in Inkling, strokes in units of the pad, y down.", corrections }, null, 1)}\n`;
}

/**
 * @param {unknown} value
 * @returns {value is Correction}
 */
function isCorrection(value) {
  const { label, strokes } = /** @type {any} */ (value) ?? {};
  const share = (/** @type {unknown} */ number) => typeof number === "number" && number >= 0 && number <= 1;
  if (!Number.isInteger(label) || label < 0 || label > 9 || !Array.isArray(strokes) || !strokes.every(Array.isArray)) return false;
  const points = strokes.flat();
  return points.length > 0 && points.length <= MOST_POINTS && points.every((point) => share(point?.x) && share(point?.y));
}

/** Storage may be denied, or full: then what is taught lasts as long as the page. */
export class Hand {
  /** @type {Correction[]} */
  #corrections = [];

  /** Whether storage took what was last given to it. */
  #isKept = true;

  constructor(storage = safely(() => localStorage)) {
    this.storage = storage;
    this.#reread();
  }

  /** Another page of the site may have taught something, or forgotten. What could not be stored is only here. */
  #reread() {
    const stored = this.#isKept ? safely(() => ({ text: this.storage?.getItem(KEY) })) : null;
    if (!this.storage || stored === null) return;
    this.#corrections = stored.text ? (safely(() => parseHand(/** @type {string} */ (stored.text))) ?? []) : [];
  }

  /** @returns {ReadonlyArray<Correction>} */
  get corrections() {
    return this.#corrections;
  }

  /**
   * @param {ReadonlyArray<Correction>} corrections  Come to those that are there.
   * @throws {Error} When a drawing is too long to be kept.
   */
  remember(...corrections) {
    if (!corrections.every(isCorrection)) throw new Error("That drawing has too many points to be remembered: draw it once more, shorter.");
    this.#reread();
    const copies = corrections.map(({ label, strokes }) => ({ label, strokes: strokes.map((stroke) => stroke.map(({ x, y }) => ({ x, y }))) }));
    this.#corrections = [...this.#corrections, ...copies].slice(-MOST);
    this.#keep();
  }

  /** @param {Correction} [one]  Of the corrections; all of them when left out. */
  forget(one) {
    this.#reread();
    const same = JSON.stringify(one);
    this.#corrections = one === undefined ? [] : this.#corrections.filter((correction) => JSON.stringify(correction) !== same);
    this.#keep();
  }

  #keep() {
    this.#isKept =
      safely(() => {
        if (this.#corrections.length > 0) this.storage?.setItem(KEY, handAsText(this.#corrections));
        else this.storage?.removeItem(KEY);
        return true;
      }) ?? false;
  }
}

/**
 * @template T
 * @param {() => T} attempt
 * @returns {T | null}
 */
function safely(attempt) {
  try {
    return attempt();
  } catch {
    return null;
  }
}
