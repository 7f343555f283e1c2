/** A graph model in TensorFlow.js, with any backend: both of its pages use this. */
import * as tf from "@tensorflow/tfjs";

export async function graphModel() {
  const model = await tf.loadGraphModel("../models/inkling/model.json");
  return async (grid) => {
    const answer = tf.tidy(() => model.predict(tf.tensor(grid, [1, 28, 28, 1])));
    const values = await answer.data();
    answer.dispose();
    return values;
  };
}
