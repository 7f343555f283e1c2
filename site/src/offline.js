/**
 * Keeps the site for visits without a network, where it brings a worker and the browser takes it; offers a new version when
 * there is one, and never mixes two.
 */
import { element } from "./element.js";

/**
 * @param {URL} worker
 * @param {(notice: HTMLElement) => void} offer
 */
export async function keepOffline(worker, offer) {
  if (!navigator.serviceWorker) return;
  if (navigator.serviceWorker.controller) {
    // Asked for in any page, a new version takes all of them: one that stayed would mix its scripts with the new files.
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  }
  try {
    const registration = await navigator.serviceWorker.register(worker);
    if (registration.waiting) offer(notice(registration));
    registration.addEventListener("updatefound", () => {
      const fresh = registration.installing;
      fresh?.addEventListener("statechange", () => {
        // The first worker replaces nothing.
        if (fresh.state === "installed" && navigator.serviceWorker.controller) offer(notice(registration));
      });
    });
  } catch {
    // Denied, or not a secure page: then there is no version to keep.
  }
}

/** @param {ServiceWorkerRegistration} registration */
function notice(registration) {
  const use = element("button", { type: "button", class: "inkling-button" }, "Use it");
  use.addEventListener("click", () => registration.waiting?.postMessage("take over"));
  return element("div", { class: "inkling-problem", role: "status" }, element("p", {}, "A new version of this page is here."), use);
}
