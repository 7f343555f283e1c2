import assert from "node:assert/strict";
import { before, test } from "node:test";
import { MOST_BYTES, readForeign } from "../../src/inference/foreign-files.js";
import { chosenModel, temporaryFolder, writeModel } from "../fixture.mjs";

/** @type {string} */
let folder;
before(async () => {
  folder = await temporaryFolder();
  await writeModel(folder);
});

/**
 * @param {string} path
 * @param {string | Uint8Array<ArrayBuffer>} content
 */
const file = (path, content = "") => ({ path, blob: new Blob([content]) });

/** @param {any} topology */
const layers = (topology) => [file("model.json", JSON.stringify({ format: "layers-model", modelTopology: topology, weightsManifest: [] }))];

test("a model is found in its folder, with its name, its weights and what it weighs", async () => {
  const files = await chosenModel(folder);
  const found = await readForeign([file("mine/readme.txt"), ...files]);
  assert.deepEqual([found.name, found.files.format, found.parameters], ["mine", "graph-model", 7850]);
  assert.equal(found.bytes, files[0].blob.size + files[1].blob.size);
  assert.equal(found.files.weightData.byteLength, files[1].blob.size);
});

test("files without a folder are found by their names", async () => {
  const [model, weights] = await chosenModel(folder);
  const flat = (/** @type {string} */ name) => [
    { path: name, blob: model.blob },
    { path: "group1-shard1of1.bin", blob: weights.blob },
  ];
  assert.equal((await readForeign(flat("model.json"))).name, "Your model");
  assert.equal((await readForeign(flat("digits.json"))).name, "digits");
});

test("of a folder with models inside, the nearest one is opened; of two beside each other none", async () => {
  const files = await chosenModel(folder);
  const deeper = (/** @type {string} */ name) => files.map(({ path, blob }) => ({ path: `${name}/${path}`, blob }));
  assert.equal((await readForeign([...deeper("old"), ...files])).name, "mine");
  await assert.rejects(readForeign([...deeper("one"), ...deeper("two")]), /^Error: These are 2 models, such as one\/mine\/model\.json and two.*: choose/);
});

test("a weights file that is missing, cut off or huge is named with what to do", async () => {
  const [model, weights] = await chosenModel(folder);
  await assert.rejects(
    readForeign([model]),
    /^Error: The weights file group1-shard1of1\.bin is missing: choose it together with model\.json, or choose their folder\.$/,
  );
  const short = { path: weights.path, blob: weights.blob.slice(0, 100) };
  await assert.rejects(readForeign([model, short]), /^Error: The weights hold 100 bytes where \d+ belong: they are cut off, or belong to another model/);
  const huge = { path: weights.path, blob: /** @type {any} */ ({ size: MOST_BYTES }) };
  await assert.rejects(readForeign([model, huge]), /^Error: This model has 101 MB, and this page opens models of up to 100 MB/);
});

test("what is no model is named by its bytes or its name, with the way to make one of it", async () => {
  for (const [name, content, sentence] of /** @type {[string, string | Uint8Array<ArrayBuffer>, RegExp][]} */ ([
    ["m.h5", Uint8Array.of(0x89, 0x48, 0x44, 0x46), /^Error: The file m\.h5 is a Keras model in HDF5: .*--input_format=keras/],
    ["m.keras", "PK\u0003\u0004", /^Error: The file m\.keras is a Keras model: .*model\.export/],
    ["m.zip", "PK\u0003\u0004", /is an archive: unpack it/],
    ["m.pt", "PK\u0003\u0004", /is a PyTorch model/],
    ["m.tflite", "\u001c\0\0\0TFL3", /is a model for LiteRT/],
    ["m.onnx", "", /is an ONNX model/],
    ["saved_model.pb", "", /is a SavedModel of TensorFlow/],
    ["group1-shard1of2", "", /is weights of a model: choose the model\.json as well/],
    ["notes.txt", "hello", /^Error: The file notes\.txt is no model of TensorFlow\.js: choose a model\.json/],
    ["model.json", "{", /^Error: The file model\.json is no complete JSON/],
    ["inkling-corrections.json", '{"corrections": []}', /^Error: The file inkling-corrections\.json is no model of TensorFlow\.js/],
    ["null.json", "null", /is no complete JSON/],
    [
      "model.json",
      '{"modelTopology": {"node": []}, "weightsManifest": [{"paths": ["a"], "weights": [{"shape": [1], "dtype": "string"}]}]}',
      /lists its weights/,
    ],
  ])) {
    await assert.rejects(readForeign([file(name, content)]), sentence, name);
  }
});

test("layers that Keras 2 saved are told from those of Keras 3, which TensorFlow.js cannot read", async () => {
  const old = { keras_version: "2.15.0", model_config: { class_name: "Sequential", config: [] } };
  assert.equal((await readForeign(layers(old))).files.format, "layers-model");
  for (const topology of [
    { ...old, keras_version: "3.15.1" },
    { model_config: { class_name: "Functional", config: { layers: [{ config: { batch_shape: [null, 28, 28, 1] } }] } } },
  ]) {
    await assert.rejects(readForeign(layers(topology)), /saved by Keras 3 as layers.*model\.export\("saved"\)/);
  }
});
