import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { createModels } from "../../../src/app/models/models.js";
import { State } from "../../../src/app/state.js";
import { temporaryFolder } from "../../fixture.mjs";

const [slow, quick] = /** @type {any[]} */ (["slow", "quick"].map((name) => ({ name, title: name })));

/** Models that are loaded when the test says so. */
function modelsOf() {
  const state = new State(() => {});
  let asked = 0;
  /** @type {Record<string, {resolve: (recogniser: any) => void, reject: (error: Error) => void}>} */
  const pending = {};
  const cache = {
    load: (/** @type {any} */ { name }) => new Promise((resolve, reject) => (pending[name] = { resolve, reject })),
    teach: async () => new Map(),
    add: (/** @type {any} */ _) => {},
    remove: async (/** @type {any} */ _) => {},
  };
  return { state, pending, cache, asked: () => asked, models: createModels(state, cache, () => asked++) };
}

test("the chosen model becomes the one that answers, and is asked", async () => {
  const { state, pending, models, asked } = modelsOf();
  const choosing = models.choose(quick);
  assert.deepEqual([state.status, `${state.message}`, state.entry], ["loading", "Loading quick…", quick]);
  const recogniser = {};
  pending.quick.resolve(recogniser);
  await choosing;
  assert.deepEqual([state.status, asked()], ["ready", 1]);
  assert.equal(state.recogniser, recogniser);
});

test("a slower model does not replace the one chosen after it, nor does its failure", async () => {
  for (const fails of [false, true]) {
    const { state, pending, models } = modelsOf();
    const choosing = [models.choose(slow), models.choose(quick)];
    const recogniser = {};
    pending.quick.resolve(recogniser);
    await choosing[1];
    if (fails) pending.slow.reject(new Error("lost"));
    else pending.slow.resolve({});
    await choosing[0];
    assert.deepEqual([state.status, state.entry, state.problem], ["ready", quick, null]);
    assert.equal(state.recogniser, recogniser);
  }
});

test("a model that cannot be loaded is a problem, and trying again loads it", async () => {
  const { state, pending, models } = modelsOf();
  const choosing = models.choose(quick);
  pending.quick.reject(new Error("no connection"));
  await choosing;
  assert.deepEqual([state.status, `${state.message}`, state.entry], ["problem", "No answer", quick]);
  const again = state.problem?.tryAgain();
  assert.deepEqual([state.status, state.problem], ["loading", null]);
  pending.quick.resolve({});
  await again;
  assert.equal(state.status, "ready");
});

test("at first the default model of the list is chosen, and all of them are there to choose from", async () => {
  const { state, pending, models } = modelsOf();
  const path = join(await temporaryFolder(), "index.json");
  const [first, second] = ["first", "second"].map((name) => ({ name, title: name, model: `${name}/model.json`, card: `${name}/` }));
  await writeFile(path, JSON.stringify({ models: [first, { ...second, default: true }] }));
  const opening = models.open(pathToFileURL(path));
  while (!pending.second) await new Promise((resolve) => setImmediate(resolve));
  pending.second.resolve({});
  await opening;
  assert.deepEqual(
    state.entries.map(({ name }) => name),
    ["first", "second"],
  );
  assert.deepEqual([state.entry?.name, state.status], ["second", "ready"]);
});

test("a list of models that cannot be read is a problem without a model", async () => {
  const { state, models } = modelsOf();
  await models.open(pathToFileURL(join(await temporaryFolder(), "index.json")));
  assert.deepEqual([state.status, state.entry], ["problem", null]);
});

test("after teaching, the model is asked again; one that cannot be taught still answers, and the error is logged", async (t) => {
  const logged = t.mock.method(console, "error", () => {});
  const { state, cache, models, asked } = modelsOf();
  assert.equal(await models.teach(), null);
  assert.equal(asked(), 1);
  const [chosen, other] = /** @type {any[]} */ ([{}, {}]);
  state.setRecogniser(chosen);
  const error = new RangeError("no features");
  cache.teach = async () => new Map([[other, new RangeError("no features either")]]);
  assert.equal(await models.teach(), null, "the trouble of another model");
  cache.teach = async () => new Map([[chosen, error]]);
  assert.equal(await models.teach(), error);
  assert.deepEqual([state.status, asked(), logged.mock.callCount()], ["ready", 3, 2]);
});

test("a model that was chosen before, or that a link names, is loaded in place of the default one, if it is there", async () => {
  const path = join(await temporaryFolder(), "index.json");
  const entries = ["first", "second"].map((name) => ({ name, title: name, model: `${name}/model.json`, card: `${name}/`, default: name === "first" }));
  await writeFile(path, JSON.stringify({ models: entries }));
  for (const [name, expected] of [
    ["second", "second"],
    ["gone", "first"],
    ["", "first"],
  ]) {
    const { state, models } = modelsOf();
    models.open(pathToFileURL(path), name);
    while (state.entry === null) await new Promise((resolve) => setImmediate(resolve));
    assert.equal(state.entry.name, expected);
  }
});

test("a visitor's own model answers once it is added; when it is closed the default one answers, and then its memory is freed", async () => {
  const { state, cache, pending, models } = modelsOf();
  /** @type {unknown[]} */
  const steps = [];
  cache.add = (entry) => void steps.push(`add ${entry.name}`);
  cache.remove = async (entry) => void steps.push(`remove ${entry.name}`, state.status);
  const [published, own] = /** @type {any[]} */ ([
    { name: "published", title: "published", default: true },
    { name: "own-1", title: "own", isOwn: true },
  ]);
  state.setModels([published]);
  const adding = models.add(own, /** @type {any} */ ({}));
  pending["own-1"].resolve({});
  await adding;
  assert.deepEqual([state.entry, state.entries, state.status], [own, [published, own], "ready"]);
  const closing = models.close(own);
  pending.published.resolve({});
  await closing;
  assert.deepEqual([state.entry, state.entries], [published, [published]]);
  assert.deepEqual(steps, ["add own-1", "remove own-1", "ready"]);
});
