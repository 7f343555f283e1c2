/** Inkling, its recogniser alone, as the demo loads it: one script and one model. */
import { createRecogniser } from "../demo/recogniser.js";
import { page } from "./page.js";

page(async () => {
  const recogniser = await createRecogniser({ model: "../models/inkling/model.json" });
  return (grid) => recogniser.answers(grid);
});
