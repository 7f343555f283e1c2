/**
 * The published model as an ONNX file, for `make bench-demo`: the same network, with the same float16 weights, for another runtime.
 *
 * Images are in ONNX's own order, channels first, so that nothing has to be turned around while it computes.
 */
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { readModel } from "../src/inference/model-files.js";

/** The part of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto that such a file needs. */
const SCHEMA = `syntax = "proto3";
message Model { int64 ir_version = 1; string producer_name = 2; Graph graph = 7; repeated Opset opset_import = 8; }
message Opset { string domain = 1; int64 version = 2; }
message Graph { repeated Node node = 1; string name = 2; repeated Tensor initializer = 5; repeated Value input = 11; repeated Value output = 12; }
message Node { repeated string input = 1; repeated string output = 2; string name = 3; string op_type = 4; repeated Attribute attribute = 5; }
message Attribute { string name = 1; int64 i = 3; repeated int64 ints = 8; int32 type = 20; }
message Tensor { repeated int64 dims = 1; int32 data_type = 2; string name = 8; bytes raw_data = 9; }
message Value { string name = 1; Type type = 2; }
message Type { TensorType tensor_type = 1; }
message TensorType { int32 elem_type = 1; Shape shape = 2; }
message Shape { repeated Dimension dim = 1; }
message Dimension { int64 dim_value = 1; }`;

const [FLOAT, INT64, FLOAT16] = [1, 7, 10];
const [IR_VERSION, OPSET] = [8, 17];

/** @typedef {{name: string, op: string, input?: string[], attr?: Record<string, any>}} GraphNode */
/** @typedef {{shape: number[], values: Uint16Array | Int32Array}} Weight  Halves as they are stored, or whole numbers. */

/**
 * @param {string} path  Of a published model.json.
 * @returns {Promise<Uint8Array>}
 */
export async function toOnnx(path) {
  const files = await readModel(pathToFileURL(path));
  const { node: nodes } = /** @type {{node: GraphNode[]}} */ (files.modelTopology);
  const weights = weightsOf(files);
  const graph = new Graph(weights);
  for (const node of nodes) graph.add(node);
  const [output] = Object.values(/** @type {{outputs: Record<string, any>}} */ (files.signature).outputs);
  const classes = Number(output.tensorShape.dim[1].size);
  return encoded(graph, output.name.split(":")[0], classes);
}

/**
 * @param {import("../src/inference/model-files.js").ModelFiles} files
 * @returns {Map<string, Weight>}
 */
function weightsOf({ weightSpecs, weightData }) {
  let start = 0;
  return new Map(
    weightSpecs.map(({ name, shape, dtype, quantization }) => {
      const stored = quantization?.dtype ?? dtype;
      if (stored !== "float16" && stored !== "int32") throw new Error(`The weights ${name} are ${stored}: only float16 becomes an ONNX file.`);
      const kind = stored === "float16" ? Uint16Array : Int32Array;
      const bytes = shape.reduce((product, side) => product * side, kind.BYTES_PER_ELEMENT);
      const values = new kind(weightData.slice(start, start + bytes));
      start += bytes;
      return [name, { shape, values }];
    }),
  );
}

/** An ONNX graph that grows node by node. */
class Graph {
  /** @type {object[]} */
  nodes = [];
  /** @type {object[]} */
  initializers = [];
  /** @type {Map<string, string>} A node of TensorFlow's graph that only passes something on -> what it passes on. */
  #same = new Map();
  /** @type {Map<string, string[]>} A pack of equals -> its parts. */
  #packs = new Map();
  /** @type {Map<string, Weight>} */
  #weights;

  /** @param {Map<string, Weight>} weights */
  constructor(weights) {
    this.#weights = weights;
  }

  /** @param {GraphNode} node */
  add({ name, op, input = [], attr = {} }) {
    const [x, w, b] = input;
    switch (op) {
      case "Const":
      case "Placeholder":
        return;
      case "Identity":
        return void this.#same.set(name, this.origin(x));
      case "Pack":
        return void this.#packs.set(name, input);
      case "_FusedConv2D":
        return this.#fused(name, attr, (out) => this.#node("Conv", [x, this.#weight(w, [3, 2, 0, 1]), this.#weight(b)], out, this.#window(attr, w)));
      case "DepthwiseConv2dNative":
        return this.#node("Conv", [x, this.#weight(w, [2, 3, 0, 1])], name, { ...this.#window(attr, w), group: this.#found(w).shape[2] });
      case "_FusedMatMul":
        return this.#fused(name, attr, (out) => this.#node("Gemm", [x, this.#weight(w), this.#weight(b)], out));
      case "MaxPool":
        return this.#node("MaxPool", [x], name, { kernel_shape: sides(attr.ksize), strides: sides(attr.strides) });
      case "Mean":
        return this.#mean(name, x, [...this.#found(w).values]);
      case "Reshape":
        return this.#node("Reshape", [x, this.#whole(w)], name);
      case "Softmax":
        return this.#node("Softmax", [x], name);
      default:
        throw new Error(`The model computes ${op}, which has no counterpart in site/bench/onnx.mjs yet: add it there.`);
    }
  }

  /**
   * @param {string} name
   * @returns {string} The name of the ONNX value that holds what this node of TensorFlow's graph comes to.
   */
  origin(name) {
    return this.#same.get(name) ?? name;
  }

  /**
   * @param {string} type
   * @param {string[]} inputs
   * @param {string} output
   * @param {Record<string, number | number[]>} [attributes]
   */
  #node(type, inputs, output, attributes = {}) {
    const attribute = Object.entries(attributes).map(([name, value]) => (Array.isArray(value) ? { name, ints: value, type: 7 } : { name, i: value, type: 2 }));
    this.nodes.push({ input: inputs.map((name) => this.origin(name)), output: [output], name: output, opType: type, attribute });
  }

  /**
   * @param {string} name
   * @param {Record<string, any>} attr
   * @param {(output: string) => void} product
   */
  #fused(name, attr, product) {
    const relu = attr.fused_ops.list.s.map(atob).includes("Relu");
    product(relu ? `${name}/sum` : name);
    if (relu) this.#node("Relu", [`${name}/sum`], name);
  }

  /**
   * @param {Record<string, any>} attr
   * @param {string} weights
   */
  #window(attr, weights) {
    const kernel = this.#found(weights).shape.slice(0, 2);
    const pads = atob(attr.padding.s) === "SAME" ? kernel.map((side) => (side - 1) / 2) : [0, 0];
    return { kernel_shape: kernel, strides: sides(attr.strides), pads: [...pads, ...pads] };
  }

  /**
   * @param {string} name
   * @param {string} x
   * @param {number[]} axes
   */
  #mean(name, x, axes) {
    const parts = this.#packs.get(x);
    if (parts) return this.#node("Mean", parts, name);
    this.#node("ReduceMean", [x], name, { axes: axes.map((axis) => axis + 1), keepdims: 0 }); // Rows and columns come after the channels.
  }

  /**
   * @param {string} name
   * @returns {Weight}
   */
  #found(name) {
    const weight = this.#weights.get(name);
    if (weight === undefined) throw new Error(`The model's weights ${name} are not there.`);
    return weight;
  }

  /**
   * Stores weights as halves; the runtime makes them floats once, when it loads the model.
   *
   * @param {string} name
   * @param {number[]} [order]  Which of TensorFlow's axes comes where.
   * @returns {string}
   */
  #weight(name, order) {
    const { shape, values } = this.#found(name);
    const turned = order ? transposed(values, shape, order) : values;
    this.initializers.push({ name: `${name}/half`, dims: order?.map((axis) => shape[axis]) ?? shape, dataType: FLOAT16, rawData: bytesOf(turned) });
    this.#node("Cast", [`${name}/half`], name, { to: FLOAT });
    return name;
  }

  /**
   * @param {string} name
   * @returns {string}
   */
  #whole(name) {
    const { shape, values } = this.#found(name);
    this.initializers.push({ name, dims: shape, dataType: INT64, rawData: bytesOf(BigInt64Array.from(values, BigInt)) });
    return name;
  }
}

/** @param {{list: {i: string[]}}} attribute */
const sides = ({ list }) => list.i.slice(1, 3).map(Number);

/** @param {ArrayBufferView} values */
const bytesOf = ({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength);

/**
 * @param {Uint16Array | Int32Array} values
 * @param {number[]} shape
 * @param {number[]} order
 * @returns {Uint16Array}
 */
export function transposed(values, shape, order) {
  const steps = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, side) => product * side, 1));
  const places = order.reduce((starts, axis) => starts.flatMap((start) => Array.from({ length: shape[axis] }, (_, i) => start + i * steps[axis])), [0]);
  return Uint16Array.from(places, (place) => values[place]);
}

/**
 * @param {Graph} graph
 * @param {string} output
 * @param {number} classes
 * @returns {Uint8Array}
 */
function encoded(graph, output, classes) {
  const protobuf = createRequire(import.meta.url)("protobufjs");
  const Model = protobuf.parse(SCHEMA).root.lookupType("Model");
  const value = (/** @type {string} */ name, /** @type {number[]} */ shape) => ({
    name,
    type: { tensorType: { elemType: FLOAT, shape: { dim: shape.map((side) => ({ dimValue: side })) } } },
  });
  return Model.encode({
    irVersion: IR_VERSION,
    producerName: "inkling",
    opsetImport: [{ domain: "", version: OPSET }],
    graph: {
      name: "inkling",
      node: graph.nodes,
      initializer: graph.initializers,
      input: [value("grid", [1, 1, 28, 28])],
      output: [value(graph.origin(output), [1, classes])],
    },
  }).finish();
}
