/**
 * The pages of errors, in the element that has the attribute `data-inkling-errors`: "matrices" or "misread".
 *
 * Attributes of that element: `data-confusions`, the address of confusions.json; `data-matrices` and `data-atlas`, those of the pages that
 * are linked; `data-inkling-worker`, that of the service worker. For styles and tests, `data-state` is written: "loading", "ready" or
 * "problem"; and `data-shown`, what is there.
 */
import { keepOffline } from "../../pwa/register.js";
import { startAll } from "../../view/start-all.js";
import { problem } from "../problem.js";
import { openData } from "./data.js";
import { showMisread } from "./misread-page.js";
import { showMatrices } from "./page.js";

/**
 * @param {HTMLElement} root
 * @param {AbortSignal} signal
 */
async function start(root, signal) {
  const { inklingErrors, confusions = "../../models/confusions.json", matrices = "../errors/", atlas = "../atlas/" } = root.dataset;
  root.dataset.state = "loading";
  try {
    const data = await openData(new URL(confusions, document.baseURI));
    if (inklingErrors === "misread") await showMisread(root, data, matrices, signal);
    else await showMatrices(root, data, atlas, signal);
    root.dataset.state = "ready";
  } catch (error) {
    root.dataset.state = "problem";
    root.replaceChildren(problem(error, () => start(root, signal)));
  }
}

startAll("[data-inkling-errors]", async (root, signal) => {
  await start(root, signal);
  const { inklingWorker } = root.dataset;
  if (inklingWorker) keepOffline(new URL(inklingWorker, document.baseURI), (notice) => root.prepend(notice), signal);
})();
