/**
 * Which runtime computes the networks: TensorFlow.js. Everything that knows it is in the folder `tfjs/`.
 *
 * To compute with another runtime, write a folder beside it with these, and export them here:
 *
 * - `startBackend(folder)` starts the runtime once per page and resolves to a `Backend`. `folder` is the URL of the runtime's own
 *   files; without it they lie beside the script. It throws a `ScriptError` when nothing starts.
 * - `loadNetwork(files)` takes what `readModel` gives and resolves to a `Network`, the contract in `network.js`. It throws an
 *   `Error` when the network does not read grids of 28 x 28.
 * - `version` is the version of the runtime; the export writes it into the record of parity.
 *
 * Then change what knows the format of the files: `export/convert/` writes them, `model-files.js` reads them, and `site/build/`
 * leaves out the parts of TensorFlow.js that no published model needs.
 *
 * @typedef {object} Backend
 * @property {"wasm" | "cpu"} backend  What computes: WebAssembly, or JavaScript where there is none.
 * @property {boolean} simd  Whether WebAssembly computes four numbers at a time.
 */
export { startBackend, version } from "./tfjs/backend.js";
export { loadNetwork } from "./tfjs/graph-model.js";
