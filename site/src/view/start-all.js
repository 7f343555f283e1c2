/**
 * Starts what a page holds: in each element that a selector finds, once, until the element is gone. Also later, where a theme replaces
 * the content of the page.
 *
 * @param {string} selector
 * @param {(root: HTMLElement, signal: AbortSignal) => void} start  The signal aborts when the element is gone.
 */
export function startAll(selector, start) {
  /** @type {Map<HTMLElement, AbortController>} */
  const started = new Map();

  function look() {
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
  }

  look();
  /** @type {{document$?: {subscribe: (run: () => void) => void}}} */ (globalThis).document$?.subscribe(look);
}
