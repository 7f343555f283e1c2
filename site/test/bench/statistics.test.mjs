import assert from "node:assert/strict";
import { test } from "node:test";
import { inTurn, largestDifference, median, percentile } from "../../bench/statistics.mjs";

test("the median is the middle value, or the mean of the two in the middle", () => {
  assert.equal(median([3, 1, 2]), 2);
  assert.equal(median([4, 1, 3, 2]), 2.5);
  assert.equal(median([7]), 7);
  assert.throws(() => median([]), /no values/);
});

test("a percentile is a value that was measured, and at least its share is not above it", () => {
  const values = Array.from({ length: 100 }, (_, i) => 100 - i);
  assert.equal(percentile(values, 0.95), 95);
  assert.equal(percentile(values, 1), 100);
  assert.equal(percentile(values, 0), 1);
  assert.equal(percentile([5], 0.95), 5);
  assert.throws(() => percentile([], 0.5), /no values/);
});

test("where a number is missing, the largest difference is infinite", () => {
  assert.equal(largestDifference([0, 1, 0.5], [0, 0.75, 0.5]), 0.25);
  assert.equal(largestDifference([1], [1, 0]), Infinity);
  assert.equal(largestDifference([NaN], [0]), Infinity);
});

test("in turn, each comes once a round and the first is another one each time", () => {
  const items = ["a", "b", "c", "d", "e"];
  const rounds = [0, 1, 2, 3, 4].map((round) => inTurn(items, round));
  for (const round of rounds) assert.deepEqual([...round].sort(), items);
  assert.equal(new Set(rounds.map(([first]) => first)).size, 5);
});
