/**
 * Settings of a training: a link holds them, and what is not possible is said in one sentence.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { checked, DEFAULTS, fromFragment, toFragment, widthsIn } from "../../../src/lab/train/settings.js";

test("a link gives back the settings that it was made of", () => {
  for (const [filters, layers] of [
    [[], []],
    [[], [100]],
    [[], [128, 64]],
    [[8, 16], []],
    [[32], [1, 2, 512]],
  ]) {
    const settings = { filters, layers, dropout: 0.25, rate: 0.003, batch: 32, epochs: 9, seed: 4_294_967_295 };
    assert.deepEqual(fromFragment(`#${toFragment(settings)}`), settings);
  }
});

test("what a link leaves out is as by default, and a link to a heading holds nothing", () => {
  assert.deepEqual(fromFragment("#seed=5"), { ...DEFAULTS, seed: 5 });
  assert.equal(fromFragment("#what-you-see"), null);
  assert.equal(fromFragment(""), null);
});

test("layers are read however they are parted", () => {
  for (const text of ["128-64", "128, 64", " 128 64 ", "128→64"]) assert.deepEqual(widthsIn(text), [128, 64]);
  for (const text of ["", " ", "none"]) assert.deepEqual(widthsIn(text), []);
});

test("what is not possible is a sentence that says what is", () => {
  const wrong = [
    [{ layers: [1, 2, 3, 4] }, /Hidden layers are at most 3 whole numbers from 1 to 512/],
    [{ layers: [0] }, /Hidden layers/],
    [{ layers: [1.5] }, /Hidden layers/],
    [{ layers: "128" }, /Hidden layers/],
    [{ filters: [1, 2, 3] }, /Convolutions are at most 2 whole numbers of filters from 1 to 32, such as 8-16\./],
    [{ filters: [33] }, /Convolutions/],
    [{ filters: 8 }, /Convolutions/],
    [{ dropout: 1 }, /The dropout is a number from 0 to 0.9\./],
    [{ rate: NaN }, /The learning rate/],
    [{ batch: 1.5 }, /The batch is a whole number/],
    [{ epochs: 0 }, /The number of epochs/],
    [{ seed: -1 }, /The seed/],
    [{ seed: "1" }, /The seed/],
  ];
  for (const [change, sentence] of wrong) assert.throws(() => checked({ ...DEFAULTS, .../** @type {any} */ (change) }), /** @type {RegExp} */ (sentence));
  assert.throws(() => checked(null), /Hidden layers/);
  assert.throws(() => fromFragment("#layers=9999"), /Hidden layers/);
  assert.throws(() => fromFragment("#epochs="), /The number of epochs/);
});
