/**
 * Errors for the developer's console. The visitor reads one sentence; what led to it is logged.
 */

/**
 * Logs an error, once a call, with its cause. A plain Error without a cause is only a sentence for the visitor, about a file of
 * another kind for example: nothing went wrong in the page, and nothing is logged.
 *
 * @param {unknown} error
 */
export function logError(error) {
  const cause = error instanceof Error ? error.cause : undefined;
  if (error instanceof Error && error.name === "Error" && cause === undefined) return;
  if (cause === undefined) console.error(error);
  else console.error(error, "Cause:", cause);
}

/**
 * Calls a part of the page. When it throws, the error is logged, and the other parts go on.
 *
 * @returns {(run: () => void) => void} For one part. It does not log the same message twice in a row: parts are updated many times
 *     a second.
 */
export function contained() {
  let last = "";
  return (run) => {
    try {
      run();
      last = "";
    } catch (error) {
      if (`${error}` !== last) console.error(error);
      last = `${error}`;
    }
  };
}
