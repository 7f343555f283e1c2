/**
 * The page that trains, in every element that has the attribute `data-inkling-train`. Nothing is fetched before the visitor starts.
 *
 * Attributes of that element are read, once: `data-images`, the address of lab-images.json; `data-models`, that of the list of
 * models; `data-recogniser`, that of the demo's script that reads with them; `data-inkling-worker`, that of the service worker. Two are
 * written, for styles and tests: `data-state` and `data-steps`.
 */
import { keepOffline } from "../../pwa/register.js";
import { startAll } from "../../view/start-all.js";
import { startTraining } from "./training-page.js";

startAll("[data-inkling-train]", (root, signal) => {
  const address = (/** @type {string} */ name) => new URL(root.dataset[name] ?? "", document.baseURI);
  startTraining(root, { images: address("images"), models: address("models"), recogniser: address("recogniser") }, signal);
  if (root.dataset.inklingWorker) keepOffline(address("inklingWorker"), (notice) => root.firstElementChild?.prepend(notice), signal);
});
