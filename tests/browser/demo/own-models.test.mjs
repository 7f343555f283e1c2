/**
 * A model of the visitor's own: chosen, dropped, asked about, refused, forgotten.
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { catalogue } from "../../../site/browser/built-site.mjs";
import { allModelsAnswered, button, digits, draw, expectLabel, moreTool, ready } from "../../../site/browser/demo-page.mjs";
import { visit } from "../../../site/browser/visit.mjs";
import { chosenModel, temporaryFolder, writeModel } from "../../../site/test/fixture.mjs";
import { convnet, layersFiles } from "../../../site/test/layers-fixture.mjs";
import { photoOf } from "../png.mjs";

/** @typedef {import("playwright-core").Page} Page */

/** @type {Awaited<ReturnType<typeof visit>>} */
let site;
/** @type {string} Of a model that takes each digit for the next one, so that its answers are its own. */
let turned;
before(async () => {
  site = await visit();
  turned = join(await temporaryFolder(), "turned");
  await writeModel(turned, { turn: 1 });
});
after(() => site?.close());

/** @param {Page} page */
const panel = (page) => page.locator("details", { has: page.locator("summary", { hasText: "Open your own model" }) });

/** @param {Page} page */
const unfold = (page) => page.locator("summary", { hasText: "Open your own model" }).click();

/**
 * @param {Page} page
 * @param {string} folder
 */
const chooseFolder = (page, folder) => page.getByLabel("Choose the folder of a model").setInputFiles(folder);

/**
 * @param {Page} page
 * @param {{name: string, mimeType: string, buffer: Buffer}[]} files
 */
async function drop(page, files) {
  const plain = files.map(({ name, mimeType, buffer }) => ({ name, mimeType, bytes: [...buffer] }));
  const dataTransfer = await page.evaluateHandle((given) => {
    const data = new DataTransfer();
    for (const { name, mimeType, bytes } of given) data.items.add(new File([Uint8Array.from(bytes)], name, { type: mimeType }));
    return data;
  }, plain);
  await page.dispatchEvent("[data-inkling-demo]", "drop", { dataTransfer });
}

/**
 * @param {string} folder
 * @param {(model: any) => void} [change]
 */
const filesOf = async (folder, change) => asFiles(await chosenModel(folder, change));

/** @param {{path: string, blob: Blob}[]} chosen */
function asFiles(chosen) {
  return Promise.all(
    chosen.map(async ({ path, blob }) => ({
      name: path.replace("mine/", ""),
      mimeType: "application/octet-stream",
      buffer: Buffer.from(await blob.arrayBuffer()),
    })),
  );
}

test("a folder's model answers, has a row among all models, is closed again, and asks no other host for anything", async () => {
  const { page, complaints } = await site.openDemo();
  await draw(page, digits[3]);
  await expectLabel(page, "3");
  await unfold(page);
  await chooseFolder(page, turned);
  await ready(page, "own-1");
  await expectLabel(page, "4");
  await panel(page)
    .getByText(/^turned reads \d+ of 80 test images right/)
    .waitFor();
  await page.locator("summary", { hasText: "All models" }).click();
  await allModelsAnswered(page, (await catalogue()).length + 1);
  assert.equal((await page.locator(".inkling-reads").allTextContents()).at(-1), "4");
  await button(page, "Close turned").click();
  await expectLabel(page, "3");
  await allModelsAnswered(page, (await catalogue()).length);
  assert.equal(await page.getByLabel("Model", { exact: true }).locator("option").count(), (await catalogue()).length);
  assert.deepEqual(complaints, []);
});

test("nothing of it is fetched before it is asked for", async () => {
  const { page } = await site.open();
  /** @type {string[]} */
  const fetched = [];
  page.on("request", (request) => fetched.push(request.url()));
  await page.reload();
  await ready(page);
  assert.ok(fetched.length > 5 && !fetched.some((url) => url.includes("/own/")));
});

test("dropped files are opened, a picture among other drops is read as before, and the notice at the pad says what happened", async () => {
  const { page, complaints } = await site.openDemo();
  const notice = page.locator(".inkling-notice");
  await draw(page, digits[7]);
  await drop(page, await filesOf(turned));
  await ready(page, "own-1");
  await expectLabel(page, "8");
  await notice.getByText(/^Your model reads/).waitFor();
  await drop(page, [{ name: "six.png", mimeType: "image/png", buffer: photoOf(digits[6]) }]);
  await expectLabel(page, "7"); // The picture shows a 6.
  await drop(page, [{ name: "model.h5", mimeType: "", buffer: Buffer.from("\u0089HDF", "latin1") }]);
  await notice.getByText(/^The file model\.h5 is a Keras model in HDF5/).waitFor();
  await drop(page, [{ name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("hello") }]);
  await notice.getByText(/^That is no picture/).waitFor();
  assert.deepEqual(complaints, []);
});

test("layers as Keras 2 saved them are opened, and their feature maps explain the answer", async () => {
  const { page, complaints } = await site.openDemo();
  await draw(page, digits[0]);
  await unfold(page);
  await page.getByLabel("Choose the files of a model").setInputFiles(await asFiles(await layersFiles(await convnet("softmax"))));
  await panel(page)
    .getByText(/^Your model reads \d+ of 80/)
    .waitFor();
  await page.locator("summary", { hasText: "Why this answer" }).click();
  await page.getByText("Convolution 1: 3 maps of 8x8").waitFor();
  assert.deepEqual(complaints, []);
});

test("where the graph does not say what its numbers are, the visitor says it by keyboard", async () => {
  const { page, complaints } = await site.openDemo();
  const folder = join(await temporaryFolder(), "soft");
  await writeModel(folder, { end: "Softplus", turn: 2 });
  await draw(page, digits[1]);
  await unfold(page);
  const files = await filesOf(folder, (model) => delete model.userDefinedMetadata);
  await page.getByLabel("Choose the files of a model").setInputFiles(files);
  const question = page.getByLabel("Your model answers with");
  await question.waitFor();
  await page.waitForFunction(() => document.activeElement?.tagName === "SELECT");
  await question.selectOption("logits");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expectLabel(page, "3");
  assert.equal(await question.count(), 0);
  assert.deepEqual(complaints, []);
});

test("a model that is broken, foreign or incomplete gets one sentence, and the one before answers on", async () => {
  const { page, complaints } = await site.openDemo();
  await draw(page, digits[2]);
  await unfold(page);
  const [model, weights] = await filesOf(turned);
  const strange = await filesOf(turned, (json) => {
    delete json.userDefinedMetadata;
    json.modelTopology.node[5].op = "Fold";
  });
  for (const [files, sentence] of /** @type {[any[], RegExp][]} */ ([
    [[model], /^The weights file group1-shard1of1\.bin is missing: choose it together/],
    [[weights], /^The file group1-shard1of1\.bin is weights of a model: choose the model\.json as well/],
    [[model, { ...weights, buffer: weights.buffer.subarray(9) }], /^The weights hold \d+ bytes where \d+ belong/],
    [[{ ...model, buffer: model.buffer.subarray(9) }, weights], /^The file model\.json is no complete JSON/],
    [strange, /^Your model cannot be used here: .*Fold.* Choose a model/],
  ])) {
    await page.getByLabel("Choose the files of a model").setInputFiles(files);
    await panel(page).getByText(sentence).waitFor();
    await expectLabel(page, "2");
  }
  assert.deepEqual(complaints, []);
});

test("it is forgotten when the page is loaded again, and no link names it", async () => {
  const { page } = await site.openDemo();
  await draw(page, digits[5]);
  await unfold(page);
  await chooseFolder(page, turned);
  await ready(page, "own-1");
  await expectLabel(page, "6");
  await (await moreTool(page, "Copy link")).click();
  await page.waitForFunction(() => location.hash.startsWith("#drawing="));
  assert.doesNotMatch(page.url(), /model=/);
  await page.reload();
  await ready(page, "inkling");
  await expectLabel(page, "5");
});

test("what opens models is named when it does not arrive", async () => {
  const { page } = await site.openDemo();
  await page.route("**/own/open-network-*", (route) => route.abort());
  await unfold(page);
  await chooseFolder(page, turned);
  await panel(page).getByText("A part of this page could not be fetched").waitFor();
});
