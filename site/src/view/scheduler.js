/**
 * Asks for an answer at most once per frame of the screen, one question at a time: however slow the answers are, each is
 * shown, in order, and the last one answers the last question.
 */

/**
 * @template T
 * @param {() => Promise<T>} ask
 * @param {(answer: T) => void} show
 * @param {(error: unknown) => void} fail
 * @param {(run: () => void) => void} [nextFrame]
 * @returns {() => void} Says that the question has changed.
 */
export function answering(ask, show, fail, nextFrame = requestAnimationFrame) {
  let changed = false;
  let busy = false;
  function next() {
    busy = true;
    nextFrame(async () => {
      changed = false;
      try {
        show(await ask());
      } catch (error) {
        fail(error);
      }
      busy = false;
      if (changed) next();
    });
  }
  return () => {
    changed = true;
    if (!busy) next();
  };
}
