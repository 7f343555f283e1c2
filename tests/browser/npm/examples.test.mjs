/**
 * The npm package as its users have it: the tarball installed into an empty project, the examples of the documentation built with it,
 * each page opened in Chromium under a strict security policy.
 */
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { digits, draw, sideBySide } from "../../../site/browser/demo-page.mjs";
import { visit } from "../../../site/browser/visit.mjs";
import { builtTarball, emptyProject, withExamples } from "../../../site/build/npm/project.mjs";
import { node } from "../../../site/test/child.mjs";
import { temporaryFolder, writeModel } from "../../../site/test/fixture.mjs";
import { numberPhoto } from "../png.mjs";

/** @typedef {import("playwright-core").Page} Page */

/** What a page has to allow, and nothing else. */
const POLICY = { "Content-Security-Policy": "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'" };

/** @type {string} */
let examples;
/** @type {Awaited<ReturnType<typeof visit>>} */
let site;

before(async () => {
  const project = await temporaryFolder();
  await emptyProject(project, await builtTarball());
  examples = await withExamples(project);
  site = await visit(examples, POLICY);
});
after(() => site?.close());

/**
 * @param {string} path
 * @returns {Promise<{page: Page, complaints: () => string[]}>} What the page complains of, but for the icon that no example has.
 */
async function open(path) {
  const { page, complaints } = await site.open({ viewport: { width: 800, height: 700 } }, path);
  return { page, complaints: () => complaints.filter((complaint) => !complaint.includes("favicon.ico")) };
}

/** @param {Page} page */
const modelIsThere = (page) => page.waitForFunction(() => /** @type {any} */ (document.querySelector("digit-pad"))?.answer);

test("a page without a build reads a digit, with a script and an element", async () => {
  const { page, complaints } = await open("plain/");
  await modelIsThere(page);
  await draw(page, digits[3], "digit-pad");
  await page.locator("digit-pad").getByText("3", { exact: true }).waitFor();
  assert.deepEqual(complaints(), []);
});

for (const [name, path] of Object.entries({ webpack: "webpack/", React: "react/dist/", Vue: "vue/dist/" })) {
  test(`the element in a page that is built with ${name} reads a digit, and its answers arrive`, async () => {
    const { page, complaints } = await open(path);
    await modelIsThere(page);
    await draw(page, digits[7], "digit-pad");
    await page.locator("output", { hasText: /^digit: 7$/ }).waitFor();
    assert.deepEqual(complaints(), []);
  });
}

test("a page that is built with Vite reads a number of several digits from a canvas of its own", async () => {
  const { page, complaints } = await open("vite/dist/");
  await draw(page, sideBySide([4, 2]), "canvas");
  await page.locator("output", { hasText: /^42$/ }).waitFor();
  await page.locator("button").click();
  await draw(page, digits[5], "canvas");
  await page.locator("output", { hasText: /^5$/ }).waitFor();
  assert.deepEqual(complaints(), []);
});

test("a worker reads a photograph", async () => {
  const { page, complaints } = await open("worker/dist/");
  const buffer = numberPhoto([digits[4], digits[2], digits[7]], 0);
  await page.locator("input").setInputFiles({ name: "number.png", mimeType: "image/png", buffer });
  await page.locator("output", { hasText: /^427$/ }).waitFor();
  assert.deepEqual(complaints(), []);
});

test("where a policy forbids WebAssembly the package computes in JavaScript", async () => {
  const strict = await visit(examples, { "Content-Security-Policy": "default-src 'self'" });
  try {
    const { page } = await strict.open(undefined, "react/dist/");
    await modelIsThere(page);
    await draw(page, digits[9], "digit-pad");
    await page.locator("output", { hasText: /^digit: 9$/ }).waitFor();
  } finally {
    await strict.close();
  }
});

test("a page reads a digit with a network of its own, by the build that has all kernels", async () => {
  await writeModel(join(examples, "plain", "model"), { activations: ["Softplus", "Erf"] });
  const text = await readFile(join(examples, "plain", "index.html"), "utf8");
  const own = text.replace("/digit-pad.js", "/full/digit-pad.js").replace(/model="[^"]+"/, 'model="./model/model.json"');
  await writeFile(join(examples, "plain", "full.html"), own);
  const { page, complaints } = await open("plain/full.html");
  await modelIsThere(page);
  await page.evaluate((strokes) => Object.assign(/** @type {Element} */ (document.querySelector("digit-pad")), { strokes }), digits[2]);
  await page.locator("digit-pad").getByText("2").waitFor();
  assert.deepEqual(complaints(), []);
});

test("Node reads strokes, from a folder below the one in which the package is installed", async () => {
  const { code, stdout, stderr } = await node(join(examples, "node", "read.mjs"));
  assert.deepEqual([code, stderr], [0, ""]);
  assert.match(stdout, /^digit 7 0\.\d+\n71\n$/);
});
