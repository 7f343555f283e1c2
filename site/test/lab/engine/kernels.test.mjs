/**
 * The arithmetic of training: WebAssembly computes what plain JavaScript does, and both what the definition says.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { trainingKernels } from "../../../build/train.mjs";
import { scriptKernels, wasmKernels } from "../../../src/lab/engine/kernels.js";
import { randomFrom } from "../../../src/lab/engine/random.js";

const wasm = await trainingKernels();

/** From this address on there are squares, which are not negative. */
const SQUARES = 49_152;

/** Values in the memory; every third one is 0, which the kernels leave out. */
function filled() {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const random = randomFrom(7);
  new Float32Array(memory.buffer).forEach((_, i, values) => {
    values[i] = i % 3 === 0 ? 0 : random() - (4 * i < SQUARES ? 0.5 : 0);
  });
  return memory;
}

/** @param {(kernels: import("../../../src/lab/engine/kernels.js").Kernels) => void} act */
async function bothWays(act) {
  const [one, other] = [filled(), filled()];
  const before = new Float32Array(one.buffer.slice(0));
  act(await wasmKernels(wasm, one));
  act(scriptKernels(other));
  const [found, expected] = [new Float32Array(one.buffer), new Float32Array(other.buffer)];
  assert.ok(
    found.every((value, i) => Math.abs(value - expected[i]) < 1e-5),
    "WebAssembly and JavaScript differ",
  );
  assert.notDeepEqual(found, before);
  return { before, after: found };
}

test("forward is x w + b, in both kernels", async () => {
  const [x, w, b, y, rows, inputs, outputs] = [1024, 4096, 2048, 16_384, 3, 8, 12];
  const { before, after } = await bothWays((kernels) => kernels.forward(x, w, b, y, rows, 4 * inputs, 4 * outputs));
  for (let row = 0; row < rows; row++) {
    for (let j = 0; j < outputs; j++) {
      let sum = before[b / 4 + j];
      for (let i = 0; i < inputs; i++) sum += before[x / 4 + row * inputs + i] * before[w / 4 + i * outputs + j];
      assert.ok(Math.abs(after[y / 4 + row * outputs + j] - sum) < 1e-5);
    }
  }
});

test("backward adds the same gradients in both kernels, and none for an input of 0", async () => {
  const [x, dx, inputs] = [1024, 32_768, 8];
  const { before, after } = await bothWays((kernels) => kernels.backward(x, 4096, 2048, 8192, 12_288, dx, 3, 4 * inputs, 48, 1.5));
  for (let i = 0; i < 3 * inputs; i++) assert.equal(after[dx / 4 + i] === 0, before[x / 4 + i] === 0);
});

test("where the inputs need no gradient, none is written", async () => {
  const { before, after } = await bothWays((kernels) => kernels.backward(1024, 4096, 2048, 8192, 12_288, 0, 3, 32, 48, 1));
  assert.deepEqual(after.subarray(0, 16), before.subarray(0, 16));
});

test("a step of Adam is the same in both kernels, and sets the gradient to 0", async () => {
  const [p, g, m, v, size] = [1024, 2048, 4096, SQUARES, 64];
  const { after } = await bothWays((kernels) => kernels.adam(p, g, m, v, size, 0.01, 1e-3));
  assert.ok(after.subarray(g / 4, (g + size) / 4).every((value) => value === 0));
});
