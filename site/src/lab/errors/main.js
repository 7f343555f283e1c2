/**
 * The pages of errors, in the element that has the attribute `data-inkling-errors`: "matrices" or "misread".
 *
 * Attributes of that element: `data-confusions`, the address of confusions.json; `data-matrices` and `data-atlas`, those of the pages that
 * are linked. For styles and tests, `data-shown` is written: what is there. `start-page.js` says which other attributes there are.
 */
import { t } from "../../words/words.js";
import { startPage } from "../start-page.js";
import { openData } from "./data.js";
import { showMisread } from "./misread-page.js";
import { showMatrices } from "./page.js";

startPage("[data-inkling-errors]", t("The page is loading."), async (root, place, signal) => {
  const { inklingErrors, confusions = "../../models/confusions.json", matrices = "../errors/", atlas = "../atlas/" } = root.dataset;
  const data = await openData(new URL(confusions, document.baseURI));
  if (inklingErrors === "misread") await showMisread(root, place, data, matrices, signal);
  else await showMatrices(root, place, data, atlas, signal);
});
