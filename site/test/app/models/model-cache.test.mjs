import assert from "node:assert/strict";
import { test } from "node:test";
import { ModelCache } from "../../../src/app/models/model-cache.js";

const [one, other] = ["one", "other"].map((name) => ({ model: new URL(`https://example.org/${name}/model.json`) }));

/** Loads fake models, and keeps what each of them was taught. */
function cacheOf({ corrections = /** @type {any} */ ({ all: [] }), canBeTaught = true } = {}) {
  const connection = { isThere: true };
  /** @type {{address: string, taught: unknown[]}[]} */
  const loaded = [];
  const create = async (/** @type {{model: URL}} */ { model }) => {
    if (!connection.isThere) throw new Error("no connection");
    const recogniser = {
      address: model.href,
      taught: /** @type {unknown[]} */ ([]),
      async teach(/** @type {unknown} */ all) {
        if (!canBeTaught) throw new Error("no features");
        recogniser.taught.push(all);
      },
    };
    loaded.push(recogniser);
    return /** @type {any} */ (recogniser);
  };
  return { cache: new ModelCache(corrections, create), loaded, connection };
}

test("a model that is asked for twice is loaded once", async () => {
  const { cache, loaded } = cacheOf();
  const [first, second] = await Promise.all([cache.load(one), cache.load(one)]);
  assert.equal(first, second);
  assert.equal(await cache.load(one), first);
  assert.notEqual(await cache.load(other), first);
  assert.deepEqual(
    loaded.map(({ address }) => address),
    [one.model.href, other.model.href],
  );
});

test("a model that could not be loaded is loaded again when it is asked for again", async () => {
  const { cache, loaded, connection } = cacheOf();
  connection.isThere = false;
  await assert.rejects(cache.load(one), /no connection/);
  connection.isThere = true;
  assert.equal(await cache.load(one), loaded[0]);
});

test("a loaded model was taught the corrections", async () => {
  const corrections = { all: [{ label: 4, strokes: [] }] };
  const { cache, loaded } = cacheOf({ corrections });
  await cache.load(one);
  assert.deepEqual(loaded[0].taught, [corrections.all]);
});

test("teaching reaches every model that was loaded, and those that come later", async () => {
  const corrections = { all: /** @type {any[]} */ ([]) };
  const { cache, loaded } = cacheOf({ corrections });
  await Promise.all([cache.load(one), cache.load(other)]);
  corrections.all = [{ label: 4, strokes: [] }];
  await cache.teach();
  assert.deepEqual(
    loaded.map(({ taught }) => taught.at(-1)),
    [corrections.all, corrections.all],
  );
  const third = { model: new URL("https://example.org/third/model.json") };
  await cache.load(third);
  assert.deepEqual(loaded[2].taught, [corrections.all]);
});

test("a model that cannot be taught still answers, and teaching says which one it is", async () => {
  const { cache, loaded } = cacheOf({ canBeTaught: false });
  assert.equal(await cache.load(one), loaded[0]);
  const [[recogniser, error]] = await cache.teach();
  assert.equal(/** @type {unknown} */ (recogniser), loaded[0]);
  assert.match(`${error}`, /no features/);
});

test("teaching waits neither for a model that is still on its way, nor for one that cannot be loaded", async () => {
  const corrections = { all: /** @type {any[]} */ ([]) };
  /** @type {unknown[]} */
  const taught = [];
  const recogniser = { teach: async (/** @type {unknown} */ all) => taught.push(all) };
  const outcomes = [Promise.resolve(recogniser), new Promise(() => {}), Promise.reject(new Error("no connection"))];
  const cache = new ModelCache(/** @type {any} */ (corrections), () => /** @type {any} */ (outcomes.shift()));
  const [first, , third] = ["one", "slow", "lost"].map((name) => cache.load({ model: new URL(`https://example.org/${name}`) }));
  await first;
  corrections.all = [{ label: 4, strokes: [] }];
  assert.equal((await cache.teach()).size, 0);
  assert.deepEqual(taught, [[], corrections.all]);
  await assert.rejects(third, /no connection/);
});

test("a model that was loaded elsewhere is given to those who ask, is taught, and is disposed when it is removed", async () => {
  const { cache, loaded } = cacheOf({ corrections: /** @type {any} */ ({ all: ["a lesson"] }) });
  /** @type {unknown[]} */
  const calls = [];
  const own = /** @type {any} */ ({ teach: async (/** @type {unknown} */ all) => void calls.push(all), dispose: () => calls.push("disposed") });
  cache.add(one, own);
  assert.equal(await cache.load(one), own);
  await cache.remove(one);
  await cache.remove(one);
  assert.deepEqual(calls, [["a lesson"], "disposed"]);
  assert.deepEqual([loaded.length, (await cache.teach()).size], [0, 0]);
});
