/**
 * Finds a model among files that a visitor chose or dropped, and checks them: one `model.json` and the weights files that it lists.
 *
 * @typedef {object} ChosenFile
 * @property {string} path  Its name, after its folders where a folder was chosen.
 * @property {Blob} blob
 *
 * @typedef {object} ForeignFiles
 * @property {string} name  Of the model, for people: that of its folder or its file.
 * @property {number} bytes  Of all its files.
 * @property {number} parameters
 * @property {import("./model-files.js").ModelFiles} files
 */
import { SentenceError } from "../errors.js";
import { t } from "../words/sentence.js";
import { notAModel } from "./foreign-kinds.js";
import { bytesOf, isManifest, joined } from "./model-files.js";

/** Of a model whose files have no other name. */
const YOURS = t("Your model");

/** The most bytes of a model: a network for digits has a hundredth of it, and the page stays usable. */
export const MOST_BYTES = 100_000_000;

/**
 * @param {ReadonlyArray<ChosenFile>} chosen  At least one.
 * @returns {Promise<ForeignFiles>}
 * @throws {Error} With one sentence that says what is wrong and what to do.
 */
export async function readForeign(chosen) {
  const { file, model } = await findModel(chosen);
  const format = formatOf(model.modelTopology);
  if (format === "layers-model") refuseKeras3(model.modelTopology);
  const paths = model.weightsManifest.flatMap((/** @type {any} */ group) => group.paths);
  const specs = model.weightsManifest.flatMap((/** @type {any} */ group) => group.weights);
  const shards = paths.map((/** @type {string} */ path) => weightsFile(chosen, file.path, path));
  const bytes = [file, ...shards].reduce((sum, { blob }) => sum + blob.size, 0);
  refuseHuge(bytes);
  const weightData = joined(await Promise.all(shards.map((/** @type {ChosenFile} */ { blob }) => blob.arrayBuffer())));
  refuseCutOff(weightData.byteLength, specs);
  return {
    name: nameOf(file.path),
    bytes,
    parameters: specs.filter(isFloat).reduce((/** @type {number} */ sum, /** @type {any} */ { shape }) => sum + sizeOf(shape), 0),
    files: { ...partsOf(model), weightSpecs: specs, weightData, format },
  };
}

/**
 * @param {any} model  Of a model.json.
 * @returns {any} What TensorFlow.js wants of it.
 */
function partsOf({ modelTopology, signature, userDefinedMetadata, modelInitializer, initializerSignature }) {
  return { modelTopology, signature, userDefinedMetadata, modelInitializer, initializerSignature };
}

/**
 * @param {ReadonlyArray<ChosenFile>} chosen
 * @returns {Promise<{file: ChosenFile, model: any}>}
 */
async function findModel(chosen) {
  const named = chosen.filter(({ path }) => /(^|\/)model\.json$/.test(path));
  const candidates = named.length > 0 ? named : chosen.filter(({ path }) => /\.json$/i.test(path));
  if (candidates.length === 0) throw new SentenceError(notAModel(nameIn(chosen[0].path), await start(chosen[0].blob)));
  const depth = Math.min(...candidates.map(({ path }) => path.split("/").length));
  const nearest = candidates.filter(({ path }) => path.split("/").length === depth);
  if (nearest.length > 1) {
    throw new SentenceError(
      t("These are {count} models, such as {one} and {other}: choose the files of one, or its folder.", {
        count: nearest.length,
        one: nearest[0].path,
        other: nearest[1].path,
      }),
    );
  }
  return { file: nearest[0], model: await parsed(nearest[0]) };
}

/**
 * @param {ChosenFile} file
 * @returns {Promise<any>}
 */
async function parsed({ path, blob }) {
  const name = nameIn(path);
  refuseHuge(blob.size);
  const model = await blob
    .text()
    .then(JSON.parse)
    .catch(() => null);
  if (model === null)
    throw new SentenceError(
      t("The file {name} is no complete JSON: a part of it is missing, or it is another kind of file. Export the model again.", { name }),
    );
  if (formatOf(model.modelTopology) === null || !Array.isArray(model.weightsManifest)) throw new SentenceError(notAModel(name, new Uint8Array()));
  if (!isManifest(model.weightsManifest))
    throw new SentenceError(t("The file {name} lists its weights in a way that this page cannot read: export the model again.", { name }));
  return model;
}

/**
 * @param {any} topology
 * @returns {import("./model-files.js").ModelFiles["format"] | null} Null where it is neither.
 */
function formatOf(topology) {
  if (Array.isArray(topology?.node)) return "graph-model";
  return topology?.model_config || topology?.class_name ? "layers-model" : null;
}

/**
 * @param {any} topology  Of a layers-model.
 * @throws {Error} When Keras 3 made it: TensorFlow.js knows neither its `batch_shape` nor its names of weights.
 */
function refuseKeras3(topology) {
  if (!/^3\b/.test(topology.keras_version ?? "") && !JSON.stringify(topology).includes('"batch_shape":')) return;
  throw new SentenceError(
    t(
      'This model was saved by Keras 3 as layers, which TensorFlow.js cannot read: write model.export("saved"), then tensorflowjs_converter --input_format=tf_saved_model saved web.',
    ),
  );
}

/**
 * @param {ReadonlyArray<ChosenFile>} chosen
 * @param {string} model  Path of the model.json.
 * @param {string} path  Of the weights, as the model.json says it.
 * @returns {ChosenFile}
 * @throws {Error} When it is not among them.
 */
function weightsFile(chosen, model, path) {
  const beside = model.replace(/[^/]*$/, path);
  const found = chosen.find((file) => file.path === beside) ?? chosen.find((file) => nameIn(file.path) === nameIn(path));
  if (found) return found;
  throw new SentenceError(
    t("The weights file {weights} is missing: choose it together with {model}, or choose their folder.", { weights: nameIn(path), model: nameIn(model) }),
  );
}

/** @param {number} bytes */
function refuseHuge(bytes) {
  if (bytes <= MOST_BYTES) return;
  throw new SentenceError(
    t("This model has {size} MB, and this page opens models of up to {most} MB: choose a smaller one.", {
      size: megabytes(bytes),
      most: megabytes(MOST_BYTES),
    }),
  );
}

/**
 * @param {number} bytes  That arrived.
 * @param {import("./model-files.js").WeightSpec[]} specs
 */
function refuseCutOff(bytes, specs) {
  const expected = specs.reduce((sum, spec) => sum + bytesOf(spec), 0);
  if (bytes === expected) return;
  throw new SentenceError(
    t("The weights hold {bytes} bytes where {expected} belong: they are cut off, or belong to another model. Copy or export the model again.", {
      bytes,
      expected,
    }),
  );
}

/** @param {import("./model-files.js").WeightSpec} spec */
function isFloat({ dtype }) {
  return dtype === "float32" || dtype === "float16";
}

/** @param {number[]} shape */
function sizeOf(shape) {
  return shape.reduce((product, side) => product * side, 1);
}

/** @param {number} bytes */
function megabytes(bytes) {
  return Math.ceil(bytes / 1e6);
}

/** @param {string} path */
function nameIn(path) {
  return path.split("/").pop() ?? path;
}

/**
 * @param {string} path  Of a model.json.
 * @returns {string} That of its folder; else that of the file, where it is not always the same.
 */
function nameOf(path) {
  const [file, folder] = path.split("/").reverse();
  if (folder) return folder;
  return file === "model.json" ? YOURS.english : file.replace(/\.json$/i, "");
}

/** @param {Blob} blob */
async function start(blob) {
  return new Uint8Array(await blob.slice(0, 16).arrayBuffer());
}
