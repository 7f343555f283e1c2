/**
 * Keeps the site for visits without a network, where it brings a worker and the browser takes it; offers a new version when
 * there is one, and never mixes two.
 */
import { element } from "../view/dom.js";

/**
 * @param {URL} worker
 * @param {(notice: HTMLElement) => void} offer
 */
export async function keepOffline(worker, offer) {
  if (!navigator.serviceWorker) return;
  // Asked for in any page, a new version takes all of them: one that stayed would mix its scripts with the new files.
  const reload = () => location.reload();
  if (navigator.serviceWorker.controller) navigator.serviceWorker.addEventListener("controllerchange", reload, { once: true });
  try {
    const registration = await navigator.serviceWorker.register(worker);
    const news = notice(registration, reload);
    if (registration.waiting) offer(news);
    registration.addEventListener("updatefound", () => {
      const fresh = registration.installing;
      fresh?.addEventListener("statechange", () => {
        // The first worker replaces nothing.
        if (fresh.state === "installed" && navigator.serviceWorker.controller) offer(news);
      });
    });
  } catch {
    // Denied, or not a secure page: then there is no version to keep.
  }
}

/**
 * @param {ServiceWorkerRegistration} registration
 * @param {() => void} reload
 */
function notice(registration, reload) {
  const use = element("button", { type: "button", class: "inkling-button" }, "Use it");
  use.addEventListener("click", () => {
    navigator.serviceWorker.addEventListener("controllerchange", reload, { once: true }); // Also where the page came past the worker.
    registration.waiting?.postMessage("take over");
  });
  return element("div", { class: "inkling-problem", role: "status" }, element("p", {}, "A new version of this page is here."), use);
}
