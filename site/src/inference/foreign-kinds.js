/**
 * What to say about the file of a model that TensorFlow.js cannot open. Its first bytes say what it is; its name may be wrong.
 */
const CONVERT = "convert it to a TensorFlow.js graph model first, with tensorflowjs_converter";

/** @type {{what: string, pattern: RegExp, hint: string}[]} Patterns of the first bytes, each byte one letter of Latin-1. */
const BYTES = [
  { what: "a Keras model in HDF5", pattern: /^\x89HDF/, hint: "convert it first: tensorflowjs_converter --input_format=keras model.h5 web" },
  {
    what: "a .keras file, another archive, or a PyTorch model",
    pattern: /^PK/,
    hint: 'unpack an archive and choose its folder; of Keras 3, write model.export("saved"), then convert that: tensorflowjs_converter --input_format=tf_saved_model saved web',
  },
  { what: "a model for LiteRT", pattern: /^....TFL3/s, hint: "convert the model that it was made from: tensorflowjs_converter has no way from LiteRT" },
];

/** @type {{what: string, pattern: RegExp, hint: string}[]} Patterns of the names. */
const NAMES = [
  { what: "an ONNX model", pattern: /\.onnx$/i, hint: "TensorFlow.js reads no ONNX: export the model from Keras or TensorFlow" },
  {
    what: "a SavedModel of TensorFlow",
    pattern: /\.pb$/i,
    hint: "convert its folder first: tensorflowjs_converter --input_format=tf_saved_model saved web",
  },
  { what: "weights for other programs", pattern: /\.(safetensors|ckpt|npz|pth?)$/i, hint: CONVERT },
  { what: "weights of a model", pattern: /(\.bin|shard\d+of\d+)$/i, hint: "choose its model.json as well, or its whole folder" },
];

/**
 * @param {string} name
 * @param {Uint8Array} bytes  The first ones.
 * @returns {string} One sentence that says what it is and what to do.
 */
export function notAModel(name, bytes) {
  const start = String.fromCharCode(...bytes.subarray(0, 16));
  const kind = BYTES.find(({ pattern }) => pattern.test(start)) ?? NAMES.find(({ pattern }) => pattern.test(name));
  if (kind) return `${name} is ${kind.what}: ${kind.hint}.`;
  return `${name} is no model of TensorFlow.js: choose a model.json and the weights files next to it, or their folder.`;
}
