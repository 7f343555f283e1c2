/** onnxruntime-web: only its part for WebAssembly, without threads. */
import * as ort from "onnxruntime-web/wasm";
import { page } from "./page.js";

page(async () => {
  ort.env.wasm.numThreads = 1;
  ort.env.wasm.wasmPaths = { wasm: "./ort-wasm-simd-threaded.wasm" };
  const session = await ort.InferenceSession.create("./model.onnx");
  const [input] = session.inputNames;
  const [output] = session.outputNames;
  return async (grid) => {
    const answers = await session.run({ [input]: new ort.Tensor("float32", grid, [1, 28, 28, 1]) });
    return answers[output].data;
  };
});
