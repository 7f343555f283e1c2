/**
 * What a visitor finds again who comes back from another page, or loads this one again: the drawing, the chosen model and the open
 * panels. It lasts until the tab is closed. What is as at a first visit is not kept: after *Clear* no drawing is left behind.
 *
 * @typedef {object} Session
 * @property {import("../../input/stroke-history.js").Drawing} drawing
 * @property {string} model  The name of the chosen model; "" for the default one.
 * @property {string[]} open  The English titles of the open panels.
 */
import { isDrawing } from "../models/corrections.js";

const KEY = "inkling-session";

/** @type {Session} */
const FIRST_VISIT = { drawing: [], model: "", open: [] };

/**
 * @param {() => Storage} [storageOf]  Throws where the browser denies it: then nothing is kept.
 * @returns {Session} What was kept. Anything may stand there, so it is checked.
 */
export function readSession(storageOf = () => sessionStorage) {
  try {
    const { drawing, model, open } = JSON.parse(storageOf().getItem(KEY) ?? "{}");
    return {
      drawing: isDrawing(drawing) ? drawing : FIRST_VISIT.drawing,
      model: typeof model === "string" ? model : FIRST_VISIT.model,
      open: Array.isArray(open) ? open.filter((title) => typeof title === "string") : FIRST_VISIT.open,
    };
  } catch {
    return FIRST_VISIT;
  }
}

/**
 * @param {Session} session
 * @param {() => Storage} [storageOf]
 */
export function keepSession({ drawing, model, open }, storageOf = () => sessionStorage) {
  const isFirst = drawing.length === 0 && model === "" && open.length === 0;
  try {
    const storage = storageOf();
    storage.removeItem(KEY); // Where the storage is full, an older drawing must not stay in place of this one.
    if (!isFirst) storage.setItem(KEY, JSON.stringify({ drawing, model, open }));
  } catch {
    // Denied or full: then the next page starts as at a first visit.
  }
}
