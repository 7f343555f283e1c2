/** TensorFlow.js as most demos use it: all of it, and the backend that it chooses itself. */
import * as tf from "@tensorflow/tfjs";
import { page } from "./page.js";

page(async () => {
  const model = await tf.loadGraphModel("../models/inkling/model.json");
  return async (grid) => {
    const answer = tf.tidy(() => model.predict(tf.tensor(grid, [1, 28, 28, 1])));
    const values = await answer.data();
    answer.dispose();
    return values;
  };
});
