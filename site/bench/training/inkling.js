/** The engine of this site, in WebAssembly and in plain JavaScript. */
import { scriptKernels, wasmKernels } from "../../src/lab/engine/kernels.js";
import { Trainer } from "../../src/lab/engine/trainer.js";
import { BATCH, images, LAYERS, throughput } from "./data.js";

globalThis.measure = async (/** @type {string} */ which) => {
  const { training } = await images();
  const wasm = await (await fetch("/site/assets/train/kernels.wasm")).arrayBuffer();
  const settings = { filters: [], layers: LAYERS.slice(1, -1), dropout: 0, rate: 0.001, batch: BATCH, epochs: 1, seed: 1 };
  const trainer = await Trainer.create(settings, training, (memory) => (which === "wasm" ? wasmKernels(wasm, memory) : Promise.resolve(scriptKernels(memory))));
  return throughput(() => trainer.step());
};
