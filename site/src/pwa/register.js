/**
 * Registers the service worker, which keeps the site for visits without a network. When there is a new version of the site, the
 * visitor is asked whether to use it. Files of two versions are never mixed.
 */
import { element } from "../view/dom.js";

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
  if (serviceWorker.controller) serviceWorker.addEventListener("controllerchange", reload, { once: true, signal });
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
  } catch {
    // Not allowed here, or not a secure page: then the site works with the network only.
  }
}

/**
 * @param {ServiceWorkerRegistration} registration
 * @param {() => void} reload
 */
function updateNotice(registration, reload) {
  const use = element("button", { type: "button", class: "inkling-button" }, "Use it");
  use.addEventListener("click", () => {
    navigator.serviceWorker.addEventListener("controllerchange", reload, { once: true }); // A page that no worker controlled reloads too.
    registration.waiting?.postMessage("take over");
  });
  return element("div", { class: "inkling-problem", role: "status" }, element("p", {}, "A new version of this page is here."), use);
}
