import assert from "node:assert/strict";
import { test } from "node:test";
import { fragmentOf, viewOf } from "../../../src/lab/errors/address.js";

const NONE = Array.from({ length: 10 }, () => new Array(10).fill(0));

/** @type {import("../../../src/lab/errors/confusions-file.js").Confusions} */
const CONFUSIONS = {
  default: "inkling",
  sets: [
    { file: "mnist", title: "MNIST, test images", role: "test", images: 10_000 },
    { file: "pens.tes", title: "Pens", role: "test", images: 3 },
  ],
  models: [
    { name: "linear", title: "Linear", answers: null, confusions: { mnist: NONE } },
    { name: "inkling", title: "Inkling", answers: null, confusions: { mnist: NONE, "pens.tes": NONE } },
  ],
};

const SHARED = ["#linear", "#inkling/4/9", "#inkling/image-2130", "#inkling/pens.tes", "#inkling/pens.tes/7/2"];

test("every view has an address, and the address shows it again", () => {
  for (const fragment of SHARED) assert.equal(fragmentOf(viewOf(fragment, CONFUSIONS)), fragment);
  assert.deepEqual(viewOf("#inkling/4/9", CONFUSIONS), { model: "inkling", set: "mnist", cell: { label: 4, answer: 9 }, image: null });
  assert.deepEqual(viewOf("#inkling/image-2130", CONFUSIONS), { model: "inkling", set: "mnist", cell: null, image: 2130 });
});

test("an image and a cell without a model are those of the default model", () => {
  assert.equal(fragmentOf(viewOf("", CONFUSIONS)), "#inkling");
  assert.equal(fragmentOf(viewOf("#image-7", CONFUSIONS)), "#inkling/image-7");
  assert.equal(fragmentOf(viewOf("#4/9", CONFUSIONS)), "#inkling/4/9");
});

test("what is unknown is left out: a model, a set that was not measured, a cell or an image that there is not", () => {
  for (const fragment of [
    "#nobody",
    "#inkling/12/9",
    "#inkling/4",
    "#inkling/4/9/1",
    "#inkling/image-10000",
    "#inkling/image-",
    "#%",
    "#inkling/pens.tes/image-1x",
  ])
    assert.match(fragmentOf(viewOf(fragment, CONFUSIONS)), /^#inkling(\/pens\.tes)?$/, fragment);
  assert.equal(fragmentOf(viewOf("#linear/pens.tes", CONFUSIONS)), "#linear");
  assert.equal(viewOf("#inkling/pens.tes/image-1", CONFUSIONS).image, null);
});
