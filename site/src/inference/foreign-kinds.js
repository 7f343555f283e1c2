/**
 * What to say about the file of a model that TensorFlow.js cannot open. Its first bytes say what it is, or else its name.
 */
import { t } from "../words/sentence.js";

/** @typedef {import("../words/sentence.js").Words} Words */

/** @type {{bytes?: RegExp, name?: RegExp, sentence: (name: string) => Words}[]} The first one counts. Each byte is one letter of Latin-1. */
const KINDS = [
  {
    bytes: /^\x89HDF/,
    name: /\.(h5|hdf5)$/i,
    sentence: (name) => t("The file {name} is a Keras model in HDF5: convert it first: tensorflowjs_converter --input_format=keras model.h5 web.", { name }),
  },
  {
    name: /\.keras$/i,
    sentence: (name) =>
      t(
        'The file {name} is a Keras model: in Python, write model.export("saved"), then convert that: tensorflowjs_converter --input_format=tf_saved_model saved web.',
        { name },
      ),
  },
  {
    name: /\.pth?$/i,
    sentence: (name) =>
      t("The file {name} is a PyTorch model: TensorFlow.js reads none: build the network in Keras with its weights, then export that.", { name }),
  },
  { bytes: /^PK/, sentence: (name) => t("The file {name} is an archive: unpack it, then choose the folder.", { name }) },
  {
    bytes: /^....TFL3/s,
    name: /\.tflite$/i,
    sentence: (name) => t("The file {name} is a model for LiteRT: there is no way back from it: convert the model that it was made of.", { name }),
  },
  {
    name: /\.onnx$/i,
    sentence: (name) => t("The file {name} is an ONNX model: TensorFlow.js reads none: export the model from Keras or TensorFlow.", { name }),
  },
  {
    name: /\.pb$/i,
    sentence: (name) =>
      t("The file {name} is a SavedModel of TensorFlow: convert its folder first: tensorflowjs_converter --input_format=tf_saved_model FOLDER web.", {
        name,
      }),
  },
  {
    name: /\.(safetensors|ckpt|npz)$/i,
    sentence: (name) =>
      t(
        'The file {name} is weights for another program: in Python, write model.export("saved"), then convert that: tensorflowjs_converter --input_format=tf_saved_model saved web.',
        { name },
      ),
  },
  {
    name: /(\.bin|shard\d+of\d+)$/i,
    sentence: (name) => t("The file {name} is weights of a model: choose the model.json as well, or the whole folder.", { name }),
  },
];

/**
 * @param {string} name
 * @param {Uint8Array} bytes  The first ones.
 * @returns {Words} One sentence that says what it is and what to do.
 */
export function notAModel(name, bytes) {
  const start = String.fromCharCode(...bytes.subarray(0, 16));
  const kind = KINDS.find((known) => known.bytes?.test(start) || known.name?.test(name));
  return (
    kind?.sentence(name) ?? t("The file {name} is no model of TensorFlow.js: choose a model.json and the weights files next to it, or their folder.", { name })
  );
}
