/** A graph model read by TensorFlow.js, whatever its backend: the same for both of its pages. */
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
