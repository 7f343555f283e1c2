/**
 * What every page of the benchmark does: it starts a runtime, answers one drawing, and then waits to be measured.
 *
 * @typedef {(grid: Float32Array) => Promise<ArrayLike<number>>} Predict  784 values in 0..1 to the network's answer.
 */

/** @param {() => Promise<Predict>} start */
export async function page(start) {
  const predict = await start();
  await predict(Float32Array.from(DRAWING));
  const first = performance.now(); // Since the navigation began.

  globalThis.bench = {
    first,
    answer: async (grid) => [...(await predict(Float32Array.from(grid)))],

    /** Milliseconds of each of `count` predictions. */
    async time(grids, count) {
      const inputs = grids.map((grid) => Float32Array.from(grid));
      const times = new Float64Array(count);
      for (let i = 0; i < count; i++) {
        const began = performance.now();
        await predict(inputs[i % inputs.length]);
        times[i] = performance.now() - began;
      }
      return [...times];
    },

    /** Predicts `count` times, or until `limit` milliseconds have passed; returns how many predictions it made. */
    async repeat(grid, count, limit) {
      const [input, end] = [Float32Array.from(grid), performance.now() + limit];
      for (let made = 0; ; made++) {
        if (made === count || performance.now() > end) return made;
        await predict(input);
      }
    },
  };
}
