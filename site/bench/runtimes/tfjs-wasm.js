/** TensorFlow.js with its WebAssembly backend, without threads: they need headers that static hosts cannot send. */
import * as tf from "@tensorflow/tfjs";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { page } from "./page.js";

page(async () => {
  tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  setWasmPaths("./");
  if (!(await tf.setBackend("wasm"))) throw new Error("The WebAssembly backend of TensorFlow.js did not start.");
  const model = await tf.loadGraphModel("../models/inkling/model.json");
  return async (grid) => {
    const answer = tf.tidy(() => model.predict(tf.tensor(grid, [1, 28, 28, 1])));
    const values = await answer.data();
    answer.dispose();
    return values;
  };
});
