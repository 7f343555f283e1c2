/** Inkling, used as its documentation says: one script and one model. */
import { createRecogniser } from "../demo/inkling.js";
import { page } from "./page.js";

page(async () => {
  const recogniser = await createRecogniser({ model: "../models/inkling/model.json" });
  return (grid) => recogniser.answers(grid);
});
