import assert from "node:assert/strict";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "../../build/build.mjs";
import { modelsIn } from "../../build/published-models.mjs";
import { inNode } from "../child.mjs";
import { digits, temporaryFolder, writeModel } from "../fixture.mjs";

const published = fileURLToPath(new URL("../../../docs/models/", import.meta.url));

/** @type {string} */
let out;
/** @type {string[]} */
let models;

before(async () => {
  const folder = await temporaryFolder();
  await writeModel(join(folder, "fixture"));
  // The published models where there are any: every one of them must run in the bundle.
  const there = await modelsIn(published);
  const from = there.length > 0 ? published : folder;
  models = await modelsIn(from);
  out = join(await temporaryFolder(), "demo");
  await build({ models: from, out });
});

/**
 * Draws a 7 in every model with the built module.
 *
 * @param {string} prelude  What to change in the process first.
 */
function inBundle(prelude) {
  return inNode(`
    ${prelude}
    const { createRecogniser } = await import(${JSON.stringify(pathToFileURL(join(out, "inkling.js")).href)});
    for (const model of ${JSON.stringify(models)}) {
      const recogniser = await createRecogniser({ model });
      const { label, probabilities } = await recogniser.recognise(${JSON.stringify(digits[7])});
      const sum = probabilities.reduce((a, b) => a + b);
      if (Math.abs(sum - 1) > 1e-4) throw new Error("probabilities sum to " + sum);
      console.log(recogniser.backend, recogniser.simd, typeof label);
    }`);
}

for (const [name, prelude, line] of [
  ["WebAssembly with SIMD", "", "wasm true number\n"],
  ["plain WebAssembly", "WebAssembly.validate = () => false;", "wasm false number\n"],
  ["the CPU", "delete globalThis.WebAssembly;", "cpu false number\n"],
]) {
  test(`the built inkling.js runs every model in Node on ${name}`, async () => {
    const { stdout, stderr } = await inBundle(prelude);
    assert.equal(stdout, line.repeat(models.length), stderr);
  });
}

test("the build holds what the site links to", async () => {
  const files = await readdir(out);
  for (const file of ["demo.js", "demo.css", "inkling.js", "inkling.d.ts", "tfjs-backend-wasm.wasm", "tfjs-backend-wasm-simd.wasm"]) {
    assert.ok(files.includes(file), file);
  }
  assert.ok(!files.some((file) => file.includes("threaded")));
});

test("the WebAssembly files export the functions of kernels that models run, and of hardly any other", async () => {
  for (const file of ["tfjs-backend-wasm.wasm", "tfjs-backend-wasm-simd.wasm"]) {
    const module = await WebAssembly.compile(await readFile(join(out, file)));
    const names = WebAssembly.Module.exports(module).map(({ name }) => name);
    for (const name of ["register_tensor", "malloc", "_FusedMatMul"]) assert.ok(names.includes(name), name);
    for (const name of ["CropAndResize", "NonMaxSuppressionV3", "Erf"]) assert.ok(!names.includes(name), name);
  }
});

test("the scripts know the operations that models have, and no others", async () => {
  const scripts = await Promise.all((await readdir(out)).filter((name) => name.endsWith(".js")).map((name) => readFile(join(out, name), "utf8")));
  assert.ok(scripts.some((text) => text.includes("_FusedMatMul")));
  for (const name of ["TensorListScatter", "CropAndResize", "HashTableV2"]) assert.ok(!scripts.some((text) => text.includes(`tfOpName:"${name}"`)), name);
});

test("a model with operations that the scripts do not know is refused, and all of them are named", async () => {
  const model = await writeModel(join(await temporaryFolder(), "other"), { activations: ["Softplus", "Erf"] });
  const { stdout, stderr } = await inNode(`
    const { createRecogniser } = await import(${JSON.stringify(pathToFileURL(join(out, "inkling.js")).href)});
    await createRecogniser({ model: ${JSON.stringify(model)} }).catch(({ name, message }) => console.log(name, message));`);
  assert.match(
    stdout,
    /^RecogniserError The model at .* \(it needs operations that are not in this build: Softplus, Erf\): load "inkling-digits\/full"/,
    stderr,
  );
});

test("the declarations ask their users for no types of TensorFlow.js", async () => {
  const files = (await readdir(out, { recursive: true })).filter((name) => name.endsWith(".d.ts"));
  assert.ok(files.length > 2);
  for (const file of files) assert.doesNotMatch(await readFile(join(out, file), "utf8"), /@tensorflow/, file);
});

test("no script compiles text, so that a security policy may forbid it", async () => {
  for (const file of (await readdir(out, { recursive: true })).filter((name) => name.endsWith(".js"))) {
    assert.doesNotMatch(await readFile(join(out, file), "utf8"), /\beval\(|new Function\b/, file);
  }
});

test("the home page preloads the very script that the demo loads late", async () => {
  const home = await readFile(new URL("../../../docs/index.md", import.meta.url), "utf8");
  const preloaded = [...home.matchAll(/rel="modulepreload" href="assets\/demo\/([^"]+)"/g)].map(([, name]) => name);
  assert.deepEqual(preloaded, ["recogniser.js"]);
  assert.match(await readFile(join(out, "demo.js"), "utf8"), /\bimport\("\.\/recogniser\.js"\)/);
});

test("the code for the CPU is a file of its own that nothing loads at the start", async () => {
  const files = (await readdir(out)).filter((name) => name.endsWith(".js"));
  const cpu = files.find((name) => name.startsWith("cpu-"));
  assert.ok(cpu);
  for (const file of files) {
    assert.doesNotMatch(await readFile(join(out, file), "utf8"), new RegExp(`from ?"\\./${cpu}"`));
  }
});

test("what opens visitors' own models has all of TensorFlow.js, in a folder of its own that no other script names but the demo", async () => {
  const own = await readdir(join(out, "own"));
  const texts = await Promise.all(own.filter((name) => name.endsWith(".js")).map((name) => readFile(join(out, "own", name), "utf8")));
  for (const name of ["CropAndResize", "loadLayersModel"])
    assert.ok(
      texts.some((text) => text.includes(name)),
      name,
    );
  const others = (await readdir(out)).filter((name) => name.endsWith(".js"));
  const naming = await Promise.all(others.map(async (name) => (await readFile(join(out, name), "utf8")).includes("/own/own-models.js")));
  assert.deepEqual(
    others.filter((_, i) => naming[i]),
    ["demo.js"],
  );
});

test("a build that fails leaves the old one as it was", async () => {
  const old = await readdir(out);
  const folder = await temporaryFolder();
  await writeFile(await writeModel(join(folder, "broken")), "{}");
  await assert.rejects(build({ models: folder, out }), /no TensorFlow\.js graph model/);
  assert.deepEqual(await readdir(out), old);
  assert.deepEqual((await readdir(dirname(out))).sort(), ["demo", "train", "words"]);
});

test("in Node, too, the built files leave the TensorFlow.js of their user alone, and the element can be imported", async () => {
  const { code, stdout, stderr } = await inNode(`
    const tf = await import(${JSON.stringify(import.meta.resolve("@tensorflow/tfjs-core"))});
    await import(${JSON.stringify(import.meta.resolve("@tensorflow/tfjs-backend-cpu"))});
    await tf.setBackend("cpu");
    const platform = tf.env().platform;
    const { DigitPad } = await import(${JSON.stringify(pathToFileURL(join(out, "digit-pad.js")).href)});
    const { createRecogniser } = await import(${JSON.stringify(pathToFileURL(join(out, "inkling.js")).href)});
    const recogniser = await createRecogniser({ model: ${JSON.stringify(models[0])} });
    console.log(recogniser.backend, tf.getBackend(), tf.env().platform === platform, [...tf.add(1, 2).dataSync()], typeof DigitPad);`);
  assert.deepEqual([code, stdout], [0, "wasm cpu true [ 3 ] function\n"], stderr);
});

test("the guide names every export of inkling.js and every member of what it gives", async () => {
  const guide = await readFile(new URL("../../../docs/use/page.md", import.meta.url), "utf8");
  const types = await readFile(join(out, "types", "inference", "recogniser.d.ts"), "utf8");
  const [, recogniser] = /export type Recogniser = \{([\s\S]*?)\n\};/.exec(types) ?? [];
  const members = [...recogniser.matchAll(/^ {4}(\w+):/gm)].map(([, name]) => name);
  const module = await import(pathToFileURL(join(out, "inkling.js")).href);
  const [pad] = /class DigitPad [\s\S]*/.exec(await readFile(join(out, "types", "element", "digit-pad.d.ts"), "utf8")) ?? [""];
  const own = [...pad.matchAll(/^ {4}(?:get |set )?(\w+)\(/gm)].map(([, name]) => name).filter((name) => !/Callback$|^constructor$/.test(name));
  assert.ok(members.includes("dispose") && own.includes("strokes"));
  for (const name of [...Object.keys(module), ...members, ...own]) assert.match(guide, new RegExp(`\`${name}[(\`]`), name);
});
