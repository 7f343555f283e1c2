/**
 * Tells a dropped model from a dropped picture, while the event lasts. `app/own/chosen-files.js` reads it afterwards.
 *
 * @typedef {object} Dropped
 * @property {any[]} entries  Files and folders, as the File and Directory Entries API has them; none where a browser lacks it.
 * @property {File[]} files
 */

/** Names of files that belong to models, or that people take for one. */
const NAMES = /\.(json|bin|h5|hdf5|keras|onnx|tflite|pb|pth?|safetensors)$|shard\d+of\d+$/i;

/**
 * @param {DataTransfer} data  Of a drop.
 * @returns {Dropped | null} Null where it is neither a folder nor the file of a model.
 */
export function droppedModel(data) {
  const files = [...data.files];
  const entries = [...(data.items ?? [])].flatMap((item) => item.webkitGetAsEntry?.() ?? []);
  const isModel = entries.some(({ isDirectory }) => isDirectory) || files.some(({ name }) => NAMES.test(name));
  return isModel ? { entries, files } : null;
}
