/**
 * Starts what a page holds: in each element that a selector finds, once, until the element is gone.
 *
 * @param {string} selector
 * @param {(root: HTMLElement, signal: AbortSignal) => void} start  The signal aborts when the element is gone.
 * @returns {() => void} Starts what is new, and stops what is gone. Themes that replace the content of a page call it again.
 */
export function startAll(selector, start) {
  /** @type {Map<HTMLElement, AbortController>} */
  const started = new Map();
  return () => {
    for (const [root, controller] of started) {
      if (root.isConnected) continue;
      controller.abort();
      started.delete(root);
    }
    for (const root of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(selector))) {
      if (started.has(root)) continue;
      const controller = new AbortController();
      started.set(root, controller);
      start(root, controller.signal);
    }
  };
}
