/**
 * Asks for an answer at most once per frame of the screen, and drops those that a newer question has overtaken.
 */

/**
 * @template T
 * @param {() => Promise<T>} ask
 * @param {(answer: T) => void} show
 * @param {(run: () => void) => void} [nextFrame]
 * @returns {() => void} Says that the question has changed.
 */
export function answering(ask, show, nextFrame = requestAnimationFrame) {
  let asked = 0;
  let waiting = false;
  return () => {
    asked += 1;
    if (waiting) return;
    waiting = true;
    nextFrame(async () => {
      waiting = false;
      const question = asked;
      const answer = await ask();
      if (question === asked) show(answer);
    });
  };
}
