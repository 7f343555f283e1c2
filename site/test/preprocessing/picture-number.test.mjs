import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createRecogniser } from "../../src/index.js";
import { imageToGrid } from "../../src/preprocessing/image.js";
import { numberText } from "../../src/preprocessing/number-reader.js";
import { readParts } from "../../src/preprocessing/picture-number.js";
import { pictureParts } from "../../src/preprocessing/picture-parts.js";
import { digits, temporaryFolder, writeModel } from "../fixture.mjs";
import { picture } from "../photographs.mjs";

/** @typedef {import("../photographs.mjs").Picture} Picture */

/** @type {import("../../src/index.js").Recogniser} */
let recogniser;
before(async () => (recogniser = await createRecogniser({ model: await writeModel(await temporaryFolder()) })));
after(() => recogniser.dispose());

/**
 * @param {string} text  Digits.
 * @returns {Picture} Side by side, dark on light.
 */
function written(text) {
  const tiles = [...text].map((digit) => picture(digits[Number(digit)], { scale: 4 }));
  const [width, height] = [tiles[0].width * tiles.length, tiles[0].height];
  const values = Float64Array.from({ length: width * height }, (_, i) => {
    const [x, y] = [i % width, Math.floor(i / width)];
    return tiles[Math.floor(x / tiles[0].width)].values[y * tiles[0].width + (x % tiles[0].width)];
  });
  return { values, width, height };
}

/** @param {Picture} image */
const partsOf = (image) => pictureParts(image) ?? assert.fail("the picture has ink");

test("a picture of several digits is read as a number, each piece with its own grid and answer", async () => {
  for (const text of ["42", "1807", "3333"]) {
    const { whole, pieces } = await readParts(recogniser, partsOf(written(text)));
    assert.equal(numberText(pieces), text);
    assert.deepEqual(whole.grid, imageToGrid(written(text)));
    pieces.forEach(({ answer }, i) => {
      const alone = imageToGrid(picture(digits[Number(text[i])], { scale: 4 }));
      assert.ok(alone?.every((ink, at) => Math.abs(ink - (answer.grid?.[at] ?? NaN)) < 0.05));
    });
  }
});

test("a picture of one digit is one piece, also where the digit is in two parts", async () => {
  const image = picture(digits[8], { scale: 4 });
  const broken = { ...image, values: image.values.map((value, i) => (Math.floor(i / image.width) % 112 === 55 ? 0.9 : value)) };
  for (const [one, count] of /** @type {[Picture, number][]} */ ([
    [image, 0],
    [broken, 2],
  ])) {
    const parts = partsOf(one);
    assert.equal(parts.boxes.length, count);
    assert.equal(numberText((await readParts(recogniser, parts)).pieces), "8");
  }
});

test("the pad shows all the ink of a number in a finer square, and the grid of a digit", () => {
  const { shown, grid } = partsOf(written("42"));
  assert.ok(shown.length > grid.length && Number.isInteger(Math.sqrt(shown.length)));
  assert.ok(shown.every((ink) => ink >= 0 && ink <= 1));
  const one = partsOf(picture(digits[4], { scale: 4 }));
  assert.equal(one.shown, one.grid);
});

test("a picture of one colour has no parts", () => {
  assert.equal(pictureParts({ values: new Float64Array(100).fill(1), width: 10, height: 10 }), null);
});
