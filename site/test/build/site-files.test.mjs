import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { builtFiles } from "../../build/built-files.mjs";
import { differences } from "../../build/compare-sites.mjs";
import { protect } from "../../build/security-policy.mjs";
import { writeWorker } from "../../build/write-service-worker.mjs";
import { temporaryFolder } from "../fixture.mjs";

const page = (/** @type {string} */ words) => `<head><meta charset="utf-8"><title>A page</title></head><article><h1 id="a">${words}</h1></article>`;

/**
 * @param {Record<string, string>} files  Path -> text.
 * @returns {Promise<string>} A folder that holds them.
 */
async function site(files) {
  const folder = await temporaryFolder();
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return folder;
}

test("the files of a built site come in order, with slashes; without a site there is a sentence", async () => {
  assert.deepEqual(await builtFiles(await site({ "b/c.html": "", "a.css": "" })), ["a.css", "b/c.html"]);
  await assert.rejects(builtFiles("/nowhere"), /run 'make site' first/);
  await assert.rejects(builtFiles(undefined), /Name the folder/);
});

test("every page gets the policy; one without a character set is refused", async () => {
  const folder = await site({ "index.html": page("Home"), "sub/index.html": page("Sub"), "x.css": "" });
  assert.equal(await protect(folder), 2);
  for (const path of await builtFiles(folder)) {
    assert.equal((await readFile(join(folder, path), "utf8")).includes("Content-Security-Policy"), path.endsWith(".html"), path);
  }
  await assert.rejects(protect(await site({ "index.html": "<p>" })), /names no character set/);
});

test("the service worker keeps the site's files, and its version changes with them", async () => {
  const home = `${page("Home")}<script src=a.js></script>`;
  const models = JSON.stringify({ models: [{ model: "big/model.json" }, { model: "small/model.json", default: true }] });
  const model = JSON.stringify({ weightsManifest: [{ paths: ["w.bin"] }] });
  const folder = await site({
    "index.html": home,
    "how/index.html": page("How"),
    "a.js": "",
    "b.js": "",
    "a.js.map": "",
    "404.html": page("Lost"),
    "use/config.schema.json": "{}",
    "assets/demo/demo.js": "",
    "assets/demo/cpu-1.js": "",
    "models/figures/lab-images.bin": "large",
    "assets/demo/own/own-models.js": "",
    "models/index.json": models,
    "models/figures/test-sheet.png": "large",
    "models/small/atlas/map.bin": "large",
    "models/small/answers.bin": "large",
    "models/small/answers.json": "for publish",
    ...Object.fromEntries(
      ["big", "small"].flatMap((name) => [
        [`models/${name}/model.json`, model],
        [`models/${name}/w.bin`, name],
        ...["model.keras", "model.tflite", "model.onnx", "config.json", "versions.json"].map((file) => [`models/${name}/${file}`, "for other programs"]),
      ]),
    ),
  });
  const { files, shell, whenUsed, version } = await writeWorker(folder);
  const small = ["models/small/model.json", "models/small/w.bin"];
  assert.deepEqual(shell, ["a.js", "assets/demo/demo.js", "./", "models/index.json", ...small]);
  const rest = ["assets/demo/cpu-1.js", ...whenUsed, "b.js", "how/", "models/big/model.json", "models/big/w.bin"];
  assert.deepEqual(Object.keys(files).sort(), [...shell, ...rest].sort());
  const large = ["models/figures/lab-images.bin", "models/figures/test-sheet.png", "models/small/answers.bin", "models/small/atlas/map.bin"];
  assert.deepEqual(whenUsed, ["assets/demo/own/own-models.js", ...large]);
  assert.ok((await readFile(join(folder, "sw.js"), "utf8")).startsWith(`globalThis.INKLING_SITE=${JSON.stringify({ version, shell, files, whenUsed })};`));
  assert.deepEqual(await writeWorker(folder), { files, shell, whenUsed, version });
  await writeFile(join(folder, "b.js"), "1");
  assert.notEqual((await writeWorker(folder)).version, version);
});

test("two builds of the site are compared by their files and by the parts of their pages", async () => {
  const one = await site({ "index.html": page("One word"), "same.html": page("Same"), "old.html": page("Old") });
  const other = await site({ "index.html": page("One sentence"), "same.html": page("Same").replace("<head>", "<head><script>1</script>") });
  assert.deepEqual(await differences(one, one), []);
  assert.deepEqual(await differences(one, other), [
    `old.html is only in ${one}`,
    'words of 1 pages, the first is index.html: "One word" becomes "One sentence"',
  ]);
});
