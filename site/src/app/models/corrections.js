/**
 * The drawings that a visitor corrected. They stay on the device. What is read back, from storage or from a file, is checked first:
 * anything may stand there.
 *
 * @typedef {{label: number, strokes: import("../../input/stroke-history.js").Drawing}} Correction  Strokes in units of the pad.
 */
import { SentenceError } from "../../errors.js";
import { t } from "../../words/sentence.js";

/** The name in the browser's storage. Visitors have corrections under it, so it cannot change. */
const KEY = "inkling-hand";

/** More corrections than anybody needs. Beyond it, the oldest are dropped. */
export const MOST = 200;

/** The most points of one drawing. */
const MOST_POINTS = 5000;

/**
 * @param {string} text  As `correctionsAsText` wrote it.
 * @returns {Correction[]} All of them, also where they are more than can be kept.
 * @throws {Error} With one sentence, when the text holds no corrections, or which one of them is none.
 */
export function parseCorrections(text) {
  const corrections = attempt(() => JSON.parse(text)?.corrections);
  if (!Array.isArray(corrections)) throw new SentenceError(t("That file holds no corrections of Inkling: choose one that this page saved."));
  const bad = corrections.findIndex((correction) => !isCorrection(correction));
  if (bad >= 0) {
    throw new SentenceError(
      t("Nothing was read: in that file, number {place} of {count} is no correction of Inkling. Take it out, then read the file again.", {
        place: bad + 1,
        count: corrections.length,
      }),
    );
  }
  return corrections.map(copyOf);
}

/**
 * @param {ReadonlyArray<Correction>} corrections
 * @returns {string} JSON.
 */
export function correctionsAsText(corrections) {
  return `${JSON.stringify({ about: "Drawings that I corrected in Inkling, strokes in units of the pad, y down.", corrections }, null, 1)}\n`;
}

/**
 * @param {unknown} value
 * @returns {value is Correction}
 */
function isCorrection(value) {
  const { label, strokes } = /** @type {any} */ (value) ?? {};
  return Number.isInteger(label) && label >= 0 && label <= 9 && isDrawing(strokes);
}

/**
 * @param {unknown} strokes
 * @returns {strokes is import("../../input/stroke-history.js").Drawing} With one point at least, all of them on the pad.
 */
export function isDrawing(strokes) {
  const isOnPad = (/** @type {unknown} */ number) => typeof number === "number" && number >= 0 && number <= 1;
  if (!Array.isArray(strokes) || !strokes.every(Array.isArray)) return false;
  const points = strokes.flat();
  return points.length > 0 && points.length <= MOST_POINTS && points.every((point) => isOnPad(point?.x) && isOnPad(point?.y));
}

/**
 * @param {Correction} correction
 * @returns {Correction} With no other fields: a file may hold more, and pressure does not matter here.
 */
function copyOf({ label, strokes }) {
  return { label, strokes: strokes.map((stroke) => stroke.map(({ x, y }) => ({ x, y }))) };
}

/** Where storage is denied or full, the corrections last until the page is closed. */
export class Corrections {
  constructor(storage = attempt(() => localStorage)) {
    this.storage = storage;

    /** @type {ReadonlyArray<Correction>} The oldest first. */
    this.all = readFrom(storage) ?? [];

    /** Whether the storage took the last change. What it did not take is only in this object. */
    this.isStored = true;
  }

  /**
   * Follows what other pages of the site remember and forget.
   *
   * @param {() => void} changed  Called after each change of another page.
   * @param {AbortSignal} signal  Ends it.
   */
  listen(changed, signal) {
    const follow = (/** @type {StorageEvent} */ { key }) => {
      if (key !== KEY && key !== null) return; // Null where another page cleared the whole storage.
      const stored = readFrom(this.storage);
      if (stored === null) return;
      this.all = stored;
      this.isStored = true;
      changed();
    };
    window.addEventListener("storage", follow, { signal });
  }

  /**
   * @param {ReadonlyArray<Correction>} corrections  Are added.
   * @returns {number} How many were dropped, because there are more than can be kept: the oldest.
   * @throws {Error} When a drawing has too many points to be kept.
   */
  remember(...corrections) {
    if (!corrections.every(isCorrection)) throw new SentenceError(t("That drawing has too many points to be remembered: draw it once more, shorter."));
    let dropped = 0;
    change(this, (all) => {
      const joined = [...all, ...corrections.map(copyOf)];
      dropped = Math.max(joined.length - MOST, 0);
      return joined.slice(dropped);
    });
    return dropped;
  }

  /** @param {Correction} [one]  Of the corrections. Without it, all of them are forgotten. */
  forget(one) {
    const text = JSON.stringify(one);
    change(this, (all) => (one ? all.filter((correction) => JSON.stringify(correction) !== text) : []));
  }
}

/**
 * @param {Corrections} corrections
 * @param {(all: ReadonlyArray<Correction>) => Correction[]} next  Gets what is stored now: another page of the site may have changed it.
 */
function change(corrections, next) {
  corrections.all = next((corrections.isStored && readFrom(corrections.storage)) || corrections.all);
  corrections.isStored = writeTo(corrections.storage, corrections.all);
}

/**
 * @param {Storage | null} storage
 * @returns {Correction[] | null} Null where it cannot be read.
 */
function readFrom(storage) {
  const stored = attempt(() => storage && { text: storage.getItem(KEY) });
  if (!stored) return null;
  return attempt(() => parseCorrections(stored.text ?? "").slice(-MOST)) ?? [];
}

/**
 * @param {Storage | null} storage
 * @param {ReadonlyArray<Correction>} corrections
 * @returns {boolean} Whether it took them.
 */
function writeTo(storage, corrections) {
  const written = attempt(() => {
    if (corrections.length > 0) storage?.setItem(KEY, correctionsAsText(corrections));
    else storage?.removeItem(KEY);
    return storage !== null;
  });
  return written ?? false;
}

/**
 * @template T
 * @param {() => T} run
 * @returns {T | null} Null where it throws, as storage does where it is denied.
 */
function attempt(run) {
  try {
    return run();
  } catch {
    return null;
  }
}
