/**
 * Asks for answers at most once per frame of the screen, and one at a time. However slow the answers are, each one is shown, in
 * order, and the last one is for the last change.
 */

/**
 * @template T
 * @param {() => Promise<T>} ask
 * @param {(answer: T) => void} show
 * @param {(error: unknown) => void} fail
 * @param {(run: () => void) => void} [nextFrame]
 * @returns {() => void} Call it after every change.
 */
export function scheduleAnswers(ask, show, fail, nextFrame = requestAnimationFrame) {
  let hasChanged = false;
  let isBusy = false;
  function next() {
    isBusy = true;
    nextFrame(async () => {
      hasChanged = false;
      try {
        show(await ask());
      } catch (error) {
        fail(error);
      }
      isBusy = false;
      if (hasChanged) next();
    });
  }
  return () => {
    hasChanged = true;
    if (!isBusy) next();
  };
}
