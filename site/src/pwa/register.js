/**
 * Registers the service worker, which keeps the site for visits without a network. When there is a new version of the site, the
 * visitor is asked whether to use it. Files of two versions are never mixed.
 */
import { element } from "../view/dom.js";
import { t } from "../words/sentence.js";

/** Milliseconds after the first answer of the model. */
const IDLE = 3000;

/** Milliseconds that a new version has to take over, after the visitor asked for it. */
const TAKE_OVER = 3000;

/**
 * @param {URL} worker  The address of the service worker.
 * @param {(notice: HTMLElement) => void} offer  Shows the notice that there is a new version.
 * @param {AbortSignal} [signal]  Ends what it listens to.
 */
export async function keepOffline(worker, offer, signal) {
  const { serviceWorker } = navigator;
  if (!serviceWorker) return;
  // A new version takes over all open pages of the site. Each of them must reload: its old scripts do not fit the new files.
  const reload = () => location.reload();
  const reloadWithNext = () => serviceWorker.addEventListener("controllerchange", reload, { once: true, signal });
  if (serviceWorker.controller) reloadWithNext();
  else serviceWorker.addEventListener("controllerchange", reloadWithNext, { once: true, signal }); // A first visit: nothing here is old.
  try {
    const registration = await serviceWorker.register(worker);
    const notice = updateNotice(registration, reload);
    if (registration.waiting) offer(notice);
    const watch = () => {
      const { installing } = registration;
      installing?.addEventListener("statechange", () => {
        // Without a controller this is the first visit, and there is no older version to replace.
        if (installing.state === "installed" && serviceWorker.controller) offer(notice);
      });
    };
    registration.addEventListener("updatefound", watch, { signal });
    const ready = await serviceWorker.ready;
    keepRestWhenIdle(ready);
    keepWhatWasUsed(ready, signal); // Last: where a browser cannot list what a page has fetched, the rest is kept all the same.
  } catch {
    // Not allowed here, or not a secure page: then the site works with the network only.
  }
}

/**
 * At the first visit files come before the worker is there, or are on their way when it takes over. So it is told of this page and of
 * every file that it has fetched, and keeps what it did not see.
 *
 * @param {ServiceWorkerRegistration} registration
 * @param {AbortSignal} [signal]
 */
function keepWhatWasUsed({ active }, signal) {
  const keep = (/** @type {string[]} */ used) => active?.postMessage({ used });
  keep([location.href]);
  const observer = new PerformanceObserver((list) => keep(list.getEntries().map(({ name }) => name)));
  observer.observe({ type: "resource", buffered: true });
  signal?.addEventListener("abort", () => observer.disconnect());
}

/**
 * The worker fetched what the home page needs. The rest of the site follows when the page has nothing else to do, unless the visitor
 * asked the browser to save data.
 *
 * @param {ServiceWorkerRegistration} registration
 */
function keepRestWhenIdle({ active }) {
  if (/** @type {any} */ (navigator).connection?.saveData) return;
  setTimeout(() => active?.postMessage("keep the rest"), IDLE);
}

/**
 * @param {ServiceWorkerRegistration} registration
 * @param {() => void} reload
 */
function updateNotice(registration, reload) {
  const use = element("button", { type: "button", class: "inkling-button" }, t("Use it"));
  use.addEventListener("click", () => {
    navigator.serviceWorker.addEventListener("controllerchange", reload, { once: true }); // A page that no worker controlled reloads too.
    registration.active?.postMessage("keep no more");
    registration.waiting?.postMessage("take over");
    // Chromium drops the change when a request reaches the older worker just as it ends, and does not try again for a long time. A page
    // that loads makes it try at once.
    setTimeout(reload, TAKE_OVER);
  });
  return element("div", { class: "inkling-problem", role: "status" }, element("p", {}, t("A new version of this page is here.")), use);
}
