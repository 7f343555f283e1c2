/**
 * What to say about the file of a model that TensorFlow.js cannot open. Its first bytes say what it is, or else its name.
 */

const EXPORT = 'in Python, write model.export("saved"), then convert that: tensorflowjs_converter --input_format=tf_saved_model saved web';

/** @type {{what: string, bytes?: RegExp, name?: RegExp, hint: string}[]} The first one counts. Each byte is one letter of Latin-1. */
const KINDS = [
  {
    what: "a Keras model in HDF5",
    bytes: /^\x89HDF/,
    name: /\.(h5|hdf5)$/i,
    hint: "convert it first: tensorflowjs_converter --input_format=keras model.h5 web",
  },
  { what: "a Keras model", name: /\.keras$/i, hint: EXPORT },
  { what: "a PyTorch model", name: /\.pth?$/i, hint: "TensorFlow.js reads none: build the network in Keras with its weights, then export that" },
  { what: "an archive", bytes: /^PK/, hint: "unpack it, then choose the folder" },
  { what: "a model for LiteRT", bytes: /^....TFL3/s, name: /\.tflite$/i, hint: "there is no way back from it: convert the model that it was made of" },
  { what: "an ONNX model", name: /\.onnx$/i, hint: "TensorFlow.js reads none: export the model from Keras or TensorFlow" },
  { what: "a SavedModel of TensorFlow", name: /\.pb$/i, hint: "convert its folder first: tensorflowjs_converter --input_format=tf_saved_model FOLDER web" },
  { what: "weights for another program", name: /\.(safetensors|ckpt|npz)$/i, hint: EXPORT },
  { what: "weights of a model", name: /(\.bin|shard\d+of\d+)$/i, hint: "choose the model.json as well, or the whole folder" },
];

/**
 * @param {string} name
 * @param {Uint8Array} bytes  The first ones.
 * @returns {string} One sentence that says what it is and what to do.
 */
export function notAModel(name, bytes) {
  const start = String.fromCharCode(...bytes.subarray(0, 16));
  const kind = KINDS.find((known) => known.bytes?.test(start) || known.name?.test(name));
  if (kind) return `The file ${name} is ${kind.what}: ${kind.hint}.`;
  return `The file ${name} is no model of TensorFlow.js: choose a model.json and the weights files next to it, or their folder.`;
}
