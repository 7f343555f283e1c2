import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { StrokeHistory, partOf } from "../../src/input/stroke-history.js";
import { verdictOf, digitScore } from "../../src/inference/rejection.js";
import { NumberReader, numberText } from "../../src/preprocessing/number-reader.js";
import { digits } from "../fixture.mjs";

const { cases, thresholds } = JSON.parse(await readFile(new URL("../../../tests/vectors/numbers.json", import.meta.url), "utf8"));

/** @param {number[][]} [rows]  What the network answers, in the order that it is asked; without rows every grid is a 3. */
function recogniserOf(rows) {
  const asked = { grids: 0, most: 0 };
  const read = async (/** @type {unknown[]} */ grids) => {
    asked.most = Math.max(asked.most, grids.length);
    return grids.map(() => {
      const row = rows?.[asked.grids] ?? [0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0];
      asked.grids += 1;
      return { ...verdictOf(row, thresholds), score: digitScore(row) };
    });
  };
  return { asked, recogniser: /** @type {any} */ ({ read, recognise: async () => verdictOf(null) }) };
}

for (const { why, text, pieces: counts, strokes, answers } of cases) {
  test(`a vector: ${why}`, async () => {
    const { recogniser } = recogniserOf(answers);
    const drawing = strokes.map((/** @type {number[][]} */ stroke) => stroke.map(([x, y]) => ({ x, y })));
    const { pieces } = await new NumberReader().read(recogniser, drawing);
    assert.equal(numberText(pieces), text);
    assert.deepEqual(
      pieces.map((piece) => piece.strokes.length),
      counts,
    );
  });
}

test("only runs of strokes that changed are read, and at most 6 grids at once", async () => {
  const { asked, recogniser } = recogniserOf();
  const history = new StrokeHistory();
  const reader = new NumberReader();
  for (let i = 0; i < 8; i++) {
    history.begin({ x: i / 8, y: 0.2 });
    history.extend({ x: i / 8 + 0.01, y: 0.8 });
    await reader.read(recogniser, history.all);
  }
  const before = asked.grids;
  await reader.read(recogniser, history.all);
  assert.equal(asked.grids, before, "nothing has changed");
  history.extend({ x: 0.9, y: 0.9 });
  await reader.read(recogniser, history.all);
  assert.ok(asked.grids - before <= 5, `the last stroke has grown: ${asked.grids - before}`); // Four runs, and the whole.
  assert.ok(asked.most <= 6);
  reader.forget();
  const taught = asked.grids;
  await reader.read(recogniser, history.all);
  assert.equal(asked.grids - taught, 27, "everything, after teaching");
});

test("a replay keeps the strokes that are whole", () => {
  const strokes = [digits[1][0], digits[2][0]];
  assert.equal(partOf(strokes, 0.99)[0], strokes[0]);
});

test("a drawing of more than 24 strokes is read as one", async () => {
  const { asked, recogniser } = recogniserOf();
  const strokes = Array.from({ length: 25 }, (_, i) => [
    { x: i, y: 0 },
    { x: i, y: 1 },
  ]);
  assert.equal((await new NumberReader().read(recogniser, strokes)).pieces.length, 1);
  assert.equal(asked.grids, 1);
});
