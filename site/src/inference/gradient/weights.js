/**
 * The weights of a graph model as numbers, whatever they were stored as.
 *
 * @typedef {import("../model-files.js").ModelFiles} ModelFiles
 * @typedef {{shape: number[], values: Float32Array | Int32Array}} Weight
 */
import { bytesOf } from "../model-files.js";

/**
 * @param {Pick<ModelFiles, "weightSpecs" | "weightData">} files
 * @returns {Map<string, Weight>} By the name of their node.
 */
export function weightsOf({ weightSpecs, weightData }) {
  const found = new Map();
  let start = 0;
  for (const spec of weightSpecs) {
    const bytes = bytesOf(spec);
    found.set(spec.name, { shape: spec.shape, values: valuesOf(spec, weightData.slice(start, start + bytes)) });
    start += bytes;
  }
  return found;
}

/**
 * @param {import("../model-files.js").WeightSpec} spec
 * @param {ArrayBuffer} bytes
 */
function valuesOf({ dtype, quantization }, bytes) {
  if (quantization === undefined) return dtype === "int32" ? new Int32Array(bytes) : new Float32Array(bytes);
  if (quantization.dtype === "float16") return Float32Array.from(new Uint16Array(bytes), fromHalf);
  const { scale = 1, min = 0 } = /** @type {{scale?: number, min?: number}} */ (quantization);
  return Float32Array.from(quantization.dtype === "uint8" ? new Uint8Array(bytes) : new Uint16Array(bytes), (value) => value * scale + min);
}

/**
 * @param {number} bits  Of a float16.
 * @returns {number}
 */
export function fromHalf(bits) {
  const [exponent, fraction] = [(bits >> 10) & 31, bits & 1023];
  const size = exponent === 0 ? fraction * 2 ** -24 : exponent === 31 ? (fraction ? NaN : Infinity) : (1 + fraction / 1024) * 2 ** (exponent - 15);
  return bits & 0x8000 ? -size : size;
}
