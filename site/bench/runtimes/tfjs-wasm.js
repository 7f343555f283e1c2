/** TensorFlow.js with its WebAssembly backend, without threads, which need headers that static hosts cannot send. */
import * as tf from "@tensorflow/tfjs";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { graphModel } from "./graph-model.js";
import { page } from "./page.js";

page(async () => {
  tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  setWasmPaths("./");
  if (!(await tf.setBackend("wasm"))) throw new Error("The WebAssembly backend of TensorFlow.js did not start.");
  return graphModel();
});
