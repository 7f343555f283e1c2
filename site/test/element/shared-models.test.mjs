import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { PAUSE, SharedModels } from "../../src/element/shared-models.js";

/** @typedef {import("../../src/index.js").Recogniser} Recogniser */

/** Models that only count. */
function counted() {
  const counts = { created: 0, disposed: 0, fails: false };
  const models = new SharedModels(async () => {
    counts.created += 1;
    if (counts.fails) throw new Error("503");
    return /** @type {any} */ ({ dispose: () => (counts.disposed += 1) });
  });
  return { counts, models };
}

/** Until every promise has been handled that can be. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

test("users of one model share it, and the last release frees it", async () => {
  const { counts, models } = counted();
  const [one, two, other] = ["a", "a", "b"].map((model) => models.use(model));
  assert.equal(await one.recogniser, await two.recogniser);
  assert.notEqual(await one.recogniser, await other.recogniser);
  assert.equal(counts.created, 2);
  one.release();
  one.release();
  await settled();
  assert.equal(counts.disposed, 0, "one user is left, however often the other one leaves");
  two.release();
  await settled();
  assert.equal(counts.disposed, 1);
  models.use("a");
  assert.equal(counts.created, 3);
});

test("a module of a model is the same model as the address of its file", async () => {
  const { counts, models } = counted();
  const json = new URL("https://host.example/model.json");
  const uses = [{ json, files: {} }, { json: json.href, files: {} }, json.href].map((model) => models.use(model));
  assert.equal(new Set(await Promise.all(uses.map(({ recogniser }) => recogniser))).size, 1);
  for (const { release } of uses) release();
  await settled();
  assert.deepEqual([counts.created, counts.disposed], [1, 1]);
});

test("a model that is released while it loads is freed when it is there, unless somebody uses it again", async () => {
  const { counts, models } = counted();
  models.use("a").release();
  const again = models.use("a");
  await settled();
  assert.deepEqual([counts.created, counts.disposed], [1, 0]);
  again.release();
  await settled();
  assert.equal(counts.disposed, 1);
});

test("a model that fails is asked for again after the pause only", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    const { counts, models } = counted();
    counts.fails = true;
    for (let i = 0; i < 50; i++) {
      const use = models.use("a");
      await assert.rejects(use.recogniser, /503/);
      use.release();
    }
    assert.equal(counts.created, 1);
    mock.timers.tick(PAUSE);
    counts.fails = false;
    await models.use("a").recogniser;
    assert.equal(counts.created, 2);
  } finally {
    mock.timers.reset();
  }
});
