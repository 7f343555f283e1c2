/**
 * How a page of the laboratory starts that shows published files: the choice of the language, then what it shows, or a sentence that says
 * why not and a button that tries again.
 *
 * Of its element, the attribute `data-inkling-worker` is read, the address of the service worker. For styles and tests, `data-state` is
 * written: "loading", "ready" or "problem".
 */
import { keepOffline } from "../pwa/register.js";
import { element } from "../view/dom.js";
import { startAll } from "../view/start-all.js";
import { languagePicker } from "../words/picker.js";
import { problem } from "./problem.js";

/**
 * @param {string} selector  Of its elements.
 * @param {import("../words/sentence.js").Words} loading  What stands there until it is ready.
 * @param {(root: HTMLElement, place: HTMLElement, signal: AbortSignal) => Promise<void>} show  Puts all of it into the place.
 */
export function startPage(selector, loading, show) {
  startAll(selector, async (root, signal) => {
    const place = element("div");

    async function attempt() {
      root.dataset.state = "loading";
      place.replaceChildren(element("p", {}, loading));
      try {
        await show(root, place, signal);
        root.dataset.state = "ready";
      } catch (error) {
        root.dataset.state = "problem";
        place.replaceChildren(problem(error, attempt));
      }
    }

    root.replaceChildren(languagePicker(root, new URL("../../words/", import.meta.url), signal), place);
    await attempt();
    const { inklingWorker } = root.dataset;
    if (inklingWorker) keepOffline(new URL(inklingWorker, document.baseURI), (notice) => root.prepend(notice), signal);
  });
}
