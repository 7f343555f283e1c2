/**
 * Keeps the drawing, the chosen model and the open panels while the visitor is on other pages of the tab.
 */
import { keepSession, readSession } from "./session.js";
import { lastingName } from "../published/catalogue.js";
import { whenNew } from "../update/when-new.js";
import { whenSettled } from "../update/when-settled.js";

/** Milliseconds without a change before it is written: while somebody draws, the drawing changes with every move. */
const SETTLED = 300;

/**
 * @param {HTMLElement} root  Of the demo, with its panels.
 * @param {import("../state.js").State} state
 * @param {AbortSignal} signal  Ends it, after it was written once more.
 * @returns {{model: string, update: () => void}} The model that was chosen before, "" for the default one; and what to call after
 *     every change of the state.
 */
export function createSession(root, state, signal) {
  const session = readSession();
  const folds = [...root.querySelectorAll("details")];
  const titleOf = (/** @type {HTMLElement} */ fold) => fold.dataset.panel ?? "";
  let { model } = session;
  for (const fold of folds) fold.open = session.open.includes(titleOf(fold));
  if (session.drawing.length > 0) state.strokes.replace(session.drawing);

  function keep() {
    if (state.entry !== null) model = state.entry.default ? "" : lastingName(state.entry); // Until the list of models is there, the choice stays.
    keepSession({ drawing: state.strokes.all, model, open: folds.filter(({ open }) => open).map(titleOf) });
  }

  const later = whenSettled(() => signal.aborted || keep(), SETTLED); // Later than that, another demo may have kept its own.
  const now = whenNew((/** @type {unknown} */ isDue) => isDue && keep());
  root.addEventListener("toggle", keep, { capture: true, signal }); // This event does not bubble.
  window.addEventListener("pagehide", keep, { signal });
  signal.addEventListener("abort", keep);

  return {
    model,
    update() {
      now(state.strokes.isEmpty ? (state.entry ?? true) : false); // At once, so that after Clear nothing is left behind.
      if (!state.strokes.isEmpty) later(undefined);
    },
  };
}
