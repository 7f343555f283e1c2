import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import fc from "fast-check";
import { strokesToGrid } from "../src/preprocessing/strokes.js";
import { imageToGrid } from "../src/preprocessing/image.js";
import { createRecogniser } from "../src/index.js";
import { readNumber } from "../src/preprocessing/number-reader.js";
import { fromFragment, toFragment } from "../src/app/sharing/link.js";
import { StrokeHistory } from "../src/input/stroke-history.js";
import { temporaryFolder, writeModel } from "./fixture.mjs";

/** Numbers that a broken device or another page may give. */
const coordinate = fc.oneof(
  fc.double(),
  fc.constantFrom(NaN, Infinity, -Infinity, 0, -0, 5e-324, 1e308, 1e9, -1e9, 1e-12),
  fc.integer(),
  fc.double({ min: 0, max: 1 }),
);
const point = fc.record({ x: coordinate, y: coordinate });
const drawing = fc.array(
  fc.array(
    fc.oneof(
      point,
      point.map((same) => same),
    ),
    { maxLength: 30 },
  ),
  { maxLength: 8 },
);

/** @type {import("../src/index.js").Recogniser} */
let recogniser;
before(async () => (recogniser = await createRecogniser({ model: await writeModel(await temporaryFolder(), { refuses: true }) })));
after(() => recogniser.dispose());

/** @param {ArrayLike<number> | null} grid */
function isGrid(grid) {
  if (grid === null) return;
  assert.equal(grid.length, 784);
  assert.ok(Array.from(grid).every((ink) => ink >= 0 && ink <= 1 + 1e-9));
  assert.ok(Array.from(grid).some((ink) => ink > 0));
}

test("any strokes give a grid or none", () => {
  fc.assert(
    fc.property(drawing, (strokes) => isGrid(strokesToGrid(strokes))),
    { numRuns: 2000 },
  );
});

test("any strokes get an answer whose numbers are finite, read as one digit and as a number", async () => {
  await fc.assert(
    fc.asyncProperty(drawing, async (strokes) => {
      const { verdict, probabilities, confidence } = await recogniser.recognise(strokes);
      assert.ok(["digit", "unsure", "not a digit", "blank"].includes(verdict));
      assert.ok(confidence >= 0 && confidence <= 1 + 1e-6);
      assert.ok(probabilities === null || probabilities.every((value) => value >= 0 && value <= 1 + 1e-6));
      const pieces = await readNumber(recogniser, strokes);
      assert.equal(pieces.length === 0, verdict === "blank");
    }),
    { numRuns: 300 },
  );
});

test("a million points give a grid", () => {
  const stroke = Array.from({ length: 1_000_000 }, (_, i) => ({ x: Math.sin(i), y: Math.cos(i * 1.1) }));
  isGrid(strokesToGrid([stroke]));
});

test("any image gives a grid or none", () => {
  const image = fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 })).chain(([width, height]) =>
    fc.record({
      width: fc.constant(width),
      height: fc.constant(height),
      values: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: width * height, maxLength: width * height }),
    }),
  );
  fc.assert(
    fc.property(image, (given) => isGrid(imageToGrid(given))),
    { numRuns: 500 },
  );
});

test("any text behind the # is a drawing on the pad, or none", () => {
  const text = fc.oneof(
    fc.string(),
    fc.string().map((end) => `#drawing=${end}`),
    fc.stringMatching(/^#drawing=[\w.-]*$/),
  );
  fc.assert(
    fc.property(text, (fragment) => {
      const strokes = fromFragment(fragment);
      assert.ok(strokes === null || strokes.flat().every(({ x, y }) => x >= 0 && x <= 1 && y >= 0 && y <= 1));
    }),
    { numRuns: 2000 },
  );
});

test("any drawing on the pad survives its link", () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const onPad = fc.array(fc.array(fc.record({ x: share, y: share }), { minLength: 1, maxLength: 20 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(onPad, (strokes) => {
      const back = fromFragment(toFragment(strokes) ?? "");
      assert.equal(back?.length, strokes.length);
      for (const [i, stroke] of strokes.entries()) {
        assert.ok(Math.abs((back?.[i][0].x ?? NaN) - stroke[0].x) < 1e-3);
      }
    }),
  );
});

test("after commands in any order, every change can be undone one by one", () => {
  const command = fc.constantFrom("begin", "extend", "undo", "redo", "clear", "cancel", "erase", "replace");
  fc.assert(
    fc.property(fc.array(fc.tuple(command, point), { maxLength: 60 }), (commands) => {
      const strokes = new StrokeHistory();
      for (const [name, at] of commands) {
        if (name === "replace") strokes.replace([[at]]);
        else if (name === "begin" || name === "extend" || name === "erase") strokes[name](at);
        else strokes[name]();
      }
      while (strokes.canUndo) strokes.undo();
      assert.ok(strokes.isEmpty);
    }),
  );
});
