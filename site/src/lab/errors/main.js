/**
 * The pages of errors, in the element that has the attribute `data-inkling-errors`: "matrices" or "misread".
 *
 * Attributes of that element: `data-confusions`, the address of confusions.json; `data-matrices` and `data-atlas`, those of the pages that
 * are linked; `data-inkling-worker`, that of the service worker. For styles and tests, `data-state` is written: "loading", "ready" or
 * "problem"; and `data-shown`, what is there.
 */
import { keepOffline } from "../../pwa/register.js";
import { element } from "../../view/dom.js";
import { startAll } from "../../view/start-all.js";
import { languagePicker } from "../../words/picker.js";
import { t } from "../../words/words.js";
import { problem } from "../problem.js";
import { openData } from "./data.js";
import { showMisread } from "./misread-page.js";
import { showMatrices } from "./page.js";

/**
 * @param {HTMLElement} root  Says in attributes how far it is.
 * @param {HTMLElement} place  Gets all of it.
 * @param {AbortSignal} signal
 */
async function start(root, place, signal) {
  const { inklingErrors, confusions = "../../models/confusions.json", matrices = "../errors/", atlas = "../atlas/" } = root.dataset;
  root.dataset.state = "loading";
  place.replaceChildren(element("p", {}, t("The page is loading.")));
  try {
    const data = await openData(new URL(confusions, document.baseURI));
    if (inklingErrors === "misread") await showMisread(root, place, data, matrices, signal);
    else await showMatrices(root, place, data, atlas, signal);
    root.dataset.state = "ready";
  } catch (error) {
    root.dataset.state = "problem";
    place.replaceChildren(problem(error, () => start(root, place, signal)));
  }
}

startAll("[data-inkling-errors]", async (root, signal) => {
  const place = element("div");
  root.replaceChildren(languagePicker(root, new URL("../../words/", import.meta.url), signal), place);
  await start(root, place, signal);
  const { inklingWorker } = root.dataset;
  if (inklingWorker) keepOffline(new URL(inklingWorker, document.baseURI), (notice) => root.prepend(notice), signal);
})();
