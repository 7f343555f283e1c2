/**
 * What the page shows, as the fragment of its address, and back: "#inkling", "#inkling/4/9", "#inkling/pendigits-orig.tes/4/9",
 * "#inkling/image-2130".
 *
 * @typedef {import("./confusions-file.js").Confusions} Confusions
 *
 * @typedef {object} Cell  Of a confusion matrix.
 * @property {number} label
 * @property {number} answer
 *
 * @typedef {object} View
 * @property {string} model  Its name.
 * @property {string} set  The file of drawings, or "mnist".
 * @property {Cell | null} cell  The cell that is open.
 * @property {number | null} image  The test image that is open, instead of a cell.
 */

/** The name of the test images among the sets. */
export const MNIST = "mnist";

/**
 * @param {string} fragment  With its "#".
 * @param {Confusions} confusions
 * @returns {View} What it names; where it names something unknown, the default model's matrix of the test images.
 */
export function viewOf(fragment, { models, sets, default: first }) {
  const parts = fragment.replace(/^#/, "").split("/").map(decoded);
  const model = models.find(({ name }) => name === parts[0]) ?? models.find(({ name }) => name === first) ?? models[0];
  if (model.name === parts[0]) parts.shift();
  const set = sets.find(({ file }) => file === parts[0] && file in model.confusions)?.file ?? MNIST;
  if (set === parts[0]) parts.shift();
  const view = { model: model.name, set, cell: cellIn(parts), image: null };
  return set === MNIST ? { ...view, image: imageIn(parts, sets[0].images) } : view;
}

/**
 * @param {View} view
 * @returns {string} With its "#".
 */
export function fragmentOf({ model, set, cell, image }) {
  const parts = [model, ...(set === MNIST ? [] : [set])];
  if (image !== null) parts.push(`image-${image}`);
  else if (cell !== null) parts.push(`${cell.label}`, `${cell.answer}`);
  return `#${parts.map(encodeURIComponent).join("/")}`;
}

/**
 * @param {string[]} parts
 * @returns {Cell | null}
 */
function cellIn(parts) {
  if (parts.length !== 2 || !parts.every((part) => /^\d$/.test(part))) return null;
  const [label, answer] = parts.map(Number);
  return { label, answer };
}

/**
 * @param {string[]} parts
 * @param {number} count
 */
function imageIn(parts, count) {
  const number = parts.length === 1 ? Number(/^image-(\d{1,5})$/.exec(parts[0])?.[1] ?? NaN) : NaN;
  return number < count ? number : null;
}

/** @param {string} part */
function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
