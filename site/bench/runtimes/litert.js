/** LiteRT.js, once called TensorFlow Lite: in WebAssembly with XNNPACK, without threads. */
import { loadAndCompile, loadLiteRt, Tensor } from "@litertjs/core";
import { page } from "./page.js";

page(async () => {
  await loadLiteRt("./");
  const model = await loadAndCompile("./model.tflite", { accelerator: "wasm" });
  return async (grid) => {
    const input = new Tensor(grid, [1, 28, 28, 1]);
    const [answer] = await model.run([input]);
    const values = answer.toTypedArray().slice();
    input.delete();
    answer.delete();
    return values;
  };
});
