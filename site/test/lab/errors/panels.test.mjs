/**
 * What the page of confusion matrices opens: a cell, an image, totals of drawings, and what it says where files do not come.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { RecogniserError } from "../../../src/errors.js";
import { choices } from "../../../src/lab/errors/panels/choices.js";
import { imageList } from "../../../src/lab/errors/panels/images.js";
import { openedPanel } from "../../../src/lab/errors/panels/opened.js";
import { event, FakeElement, fakeDocument, fakeOf, withGlobals } from "../../fake-dom.mjs";

withGlobals({ document: fakeDocument, console: { ...console, error() {}, warn() {} } });

const ZEROS = Array.from({ length: 10 }, () => new Array(10).fill(0));

/**
 * @param {number[][]} told  Label and answer of each image; the answer has four fifths, the label the rest.
 */
function knownOf(told) {
  const shares = Uint8Array.from(
    told.flatMap(([label, answer]) => Array.from({ length: 10 }, (_, digit) => (digit === answer ? 204 : 0) + (digit === label ? 51 : 0))),
  );
  return { labels: Uint8Array.from(told, ([label]) => label), answers: Uint8Array.from(told, ([, answer]) => answer), shares };
}

/** @param {object} [changes] */
function dataOf(changes = {}) {
  const one = { name: "one", title: "One", answers: null, confusions: { mnist: ZEROS.map((row, i) => (i === 4 ? [...row.slice(0, 9), 2] : row)) } };
  const two = { name: "two", title: "Two", answers: null, confusions: { mnist: ZEROS, "test.txt": ZEROS } };
  const sets = [
    { file: "mnist", title: "MNIST, test images", role: "test", images: 3 },
    { file: "test.txt", title: "Drawings", role: "test", images: 9 },
  ];
  const models = [
    {
      model: one,
      known: knownOf([
        [4, 9],
        [4, 9],
        [7, 7],
      ]),
    },
    {
      model: two,
      known: knownOf([
        [4, 4],
        [4, 9],
        [7, 7],
      ]),
    },
  ];
  const doubted = { image: 1, label: 4, guess: 9, saw_label: 1, saw_guess: 4, saw_neither: 0, wrong: true };
  return /** @type {any} */ ({
    confusions: { default: "one", sets, models: [one, two] },
    labelErrors: new Map([[1, doubted]]),
    answers: async () => models,
    sheet: async () => ({ show() {} }),
    ...changes,
  });
}

const VIEW = { model: "one", set: "mnist", cell: { label: 4, answer: 9 }, image: null };

/** @param {any} data */
function panelOf(data) {
  const panel = openedPanel(data, "../atlas/");
  const root = fakeOf(panel.root);
  return { root, show: panel.show, text: () => root.textContent, links: () => root.all("a").map((link) => link.attributes.href) };
}

test("a cell opens its images with the answers of all models, and the same cell of all models", async () => {
  const { root, show, text, links } = panelOf(dataOf());
  await show(VIEW);
  assert.match(text(), /^4 read as 9/);
  assert.equal(root.all("canvas").length, 2);
  const [first] = root.all("tbody");
  assert.deepEqual(
    first.all("tr").map((row) => row.textContent.replace(/\u00a0/g, " ")),
    ["One✗ wrong: 9 · 80 %4 · 20 %", "Two✓ right: 4 · >99 %"],
  );
  assert.match(text(), /Its label is wrong: of 5 reviewers, 1 saw 4(,| and) 4 saw 9\./);
  assert.deepEqual(links().slice(0, 2), ["#one/image-0", "#one/image-1"]);
  assert.equal(root.all("tr").filter((row) => row.attributes.class === "errors-chosen").length, 3);
});

test("an image opens with all probabilities, its cell and its place in the atlas", async () => {
  const { show, text, links } = panelOf(dataOf());
  await show({ ...VIEW, cell: null, image: 1 });
  assert.match(text(), /^Test image 1Its label is 4\./);
  assert.ok(links().includes("../atlas/#image-1"));
  assert.match(text(), /All images of “4 read as 9”/);
});

test("of drawings there are totals, and a sentence that says why there are no pictures", async () => {
  const { root, show } = panelOf(dataOf({ answers: () => assert.fail("answers are not needed") }));
  await show({ ...VIEW, model: "two", set: "test.txt" });
  assert.equal(root.all("canvas").length, 0);
  assert.equal(root.all("tbody")[0].all("tr").length, 1);
});

test("at first all images that the model misreads are open, and how to open a cell is said", async () => {
  const { root, show, text, links } = panelOf(dataOf());
  await show({ ...VIEW, cell: null });
  assert.match(text(), /^All misread imagesOne misreads \d+ of \d+ test images\. Choose a number of the matrix/);
  assert.deepEqual(links(), ["#one/image-0", "#one/image-1"]);
  await show(VIEW);
  assert.equal(links().at(-1), "#one", "a cell leads back to them");
  await show({ ...VIEW, model: "two", set: "test.txt", cell: null });
  assert.match(text(), /No cell is open.*Choose a number of the matrix/);
  assert.equal(root.all("canvas").length, 0);
});

test("answers that do not come are a sentence and a button, which tries again", async () => {
  let tries = 0;
  const data = dataOf();
  const { answers } = data;
  data.answers = async () => {
    if (tries++ === 0) throw new RecogniserError("The file of answers cannot be read.");
    return answers();
  };
  const { root, show, text } = panelOf(data);
  await show(VIEW);
  assert.match(text(), /The file of answers cannot be read\./);
  assert.equal(root.all("canvas").length, 0);
  root.all("button")[0].dispatchEvent(event("click"));
  await new Promise((resolve) => setTimeout(resolve));
  assert.equal(root.all("canvas").length, 2);
});

test("pictures that do not come leave the answers there", async () => {
  const { root, show, text } = panelOf(dataOf({ sheet: async () => Promise.reject(new RecogniserError("The pictures cannot be read.")) }));
  await show(VIEW);
  await new Promise((resolve) => setTimeout(resolve));
  assert.match(text(), /The pictures cannot be read\./);
  assert.equal(root.all("canvas").length, 2);
});

test("a model without answers says so", async () => {
  const data = dataOf();
  const [, two] = await data.answers();
  data.answers = async () => [two];
  const { show, text } = panelOf(data);
  await show(VIEW);
  assert.match(text(), /This model was published without its answers/);
});

test("images are shown twelve at a time, and the focus goes to the first new one", () => {
  const told = Array.from({ length: 30 }, () => [4, 9]);
  const data = dataOf();
  const models = [{ model: data.confusions.models[0], known: knownOf(told) }];
  const root = fakeOf(imageList({ data, models, chosen: "one", address: (image) => `#${image}` }, [...told.keys()]));
  const [more] = root.all("button");
  assert.equal(root.all("li").length, 12);
  assert.equal(more.textContent, "Show 12 more");
  more.dispatchEvent(event("click"));
  assert.equal(root.all("li").length, 24);
  assert.equal(FakeElement.focused?.attributes.href, "#12");
  assert.equal(more.textContent, "Show 6 more");
  more.dispatchEvent(event("click"));
  assert.ok(more.hidden);
});

test("of the sets of images those can be chosen that the model was measured on, and a choice keeps the cell", () => {
  /** @type {object[]} */
  const gone = [];
  const { root, show } = choices(dataOf().confusions, (view) => gone.push(view));
  const [model, set] = fakeOf(root).all("select");
  show(VIEW);
  assert.deepEqual(
    set.all("option").map(({ textContent }) => textContent),
    ["MNIST, test images"],
  );
  show({ ...VIEW, model: "two" });
  assert.deepEqual(
    set.all("option").map(({ textContent }) => textContent),
    ["MNIST, test images", "test.txt (test)"],
  );
  set.value = "test.txt";
  set.dispatchEvent(event("change"));
  model.value = "one";
  set.value = "mnist";
  model.dispatchEvent(event("change"));
  assert.deepEqual(gone, [
    { model: "two", set: "test.txt", image: null, cell: VIEW.cell },
    { model: "one", set: "mnist", image: null, cell: VIEW.cell },
  ]);
});
