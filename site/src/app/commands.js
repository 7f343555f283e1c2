/**
 * What the visitor can do with the drawing: the buttons and the keyboard shortcuts call these.
 *
 * @typedef {ReturnType<typeof createCommands>} Commands
 */
import { logError, wordsOf } from "../errors.js";
import { lastingName } from "./published/catalogue.js";
import { exampleAt } from "./examples.js";
import { replay } from "./replay.js";
import { copyLink, savePicture } from "./sharing/save.js";

/** @param {import("./state.js").State} state */
export function createCommands(state) {
  const { strokes } = state;

  function play() {
    state.edited();
    if (strokes.isEmpty) return;
    const stop = replay(
      strokes.all,
      (part) => state.showPart(part, stop),
      () => state.edited(),
    );
    state.showPart([], stop);
  }

  /** @param {import("../input/stroke-history.js").Drawing} drawing  Takes the place of what is on the pad, and is replayed. */
  function show(drawing) {
    strokes.replace(drawing);
    play();
  }

  return {
    undo() {
      if (!strokes.canUndo) return;
      strokes.undo();
      state.edited();
    },
    redo() {
      if (!strokes.canRedo) return;
      strokes.redo();
      state.edited();
    },
    clear() {
      strokes.clear();
      state.edited();
    },
    erase() {
      if (!strokes.isEmpty) state.toggleErasing();
    },
    replay: play,
    async share() {
      const copying = copyLink(strokes.all, lastingName(state.entry));
      state.linked = strokes.all;
      state.say(await copying);
    },
    async save() {
      state.say(await savePicture(strokes.all, `inkling-${state.label || "drawing"}`));
    },

    show,

    /** @param {number} place  Of an example. What was drawn before it arrived stays. */
    async showExample(place) {
      const { revision } = state;
      try {
        const drawing = await exampleAt(place);
        if (revision === state.revision) show(drawing);
      } catch (error) {
        logError(error);
        state.say(wordsOf(error));
      }
    },
  };
}
