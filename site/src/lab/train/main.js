/**
 * The page that trains, in every element that has the attribute `data-inkling-train`. Nothing is fetched before the visitor starts.
 *
 * Attributes of that element are read, once: `data-images`, the address of lab-images.json; `data-models`, that of the list of
 * models; `data-recogniser`, that of the demo's script that reads with them; `data-inkling-worker`, that of the service worker. Two are
 * written, for styles and tests: `data-state` and `data-steps`.
 */
import { keepOffline } from "../../pwa/register.js";
import { startTraining } from "./training-page.js";

/** @type {Map<HTMLElement, AbortController>} */
const started = new Map();

/** Themes that replace the content of the page call this again. */
function startAll() {
  for (const [root, controller] of started) {
    if (root.isConnected) continue;
    controller.abort();
    started.delete(root);
  }
  for (const root of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-inkling-train]"))) {
    if (started.has(root)) continue;
    const controller = new AbortController();
    started.set(root, controller);
    const address = (/** @type {string} */ name) => new URL(root.dataset[name] ?? "", document.baseURI);
    startTraining(root, { images: address("images"), models: address("models"), recogniser: address("recogniser") }, controller.signal);
    if (root.dataset.inklingWorker) keepOffline(address("inklingWorker"), (notice) => root.firstElementChild?.prepend(notice), controller.signal);
  }
}

startAll();
/** @type {{document$?: {subscribe: (run: () => void) => void}}} */ (globalThis).document$?.subscribe(startAll);
