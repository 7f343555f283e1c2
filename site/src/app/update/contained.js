/**
 * Keeps an error in one part of the page from stopping the others.
 */

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
