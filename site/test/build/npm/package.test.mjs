import assert from "node:assert/strict";
import { cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { before, test } from "node:test";
import { problemsOf } from "../../../build/npm/check.mjs";
import { manifest } from "../../../build/npm/manifest.mjs";
import { packageFor } from "../../../build/npm/package.mjs";
import { emptyProject } from "../../../build/npm/project.mjs";
import { node } from "../../child.mjs";
import { temporaryFolder, writeModel } from "../../fixture.mjs";

/** @type {string} */
let models;
/** @type {string} */
let out;
/** @type {string} The folder of the installed package. */
let installed;
/** @type {string} Holds copies of it. */
let copies;

before(async () => {
  models = await temporaryFolder();
  await writeModel(join(models, "fixture"));
  out = await temporaryFolder();
  await writeFile(join(out, "inkling-digits-0.0.1.tgz"), "an older version");
  installed = await emptyProject(await temporaryFolder(), await packageFor({ models, out, names: ["fixture"] }));
  copies = await temporaryFolder();
});

/**
 * @param {(folder: string) => Promise<unknown>} change
 * @returns {Promise<string>} What is wrong with the package after the change.
 */
async function problemsAfter(change) {
  const copy = await mkdtemp(join(copies, "copy-"));
  await cp(installed, copy, { recursive: true });
  await change(copy);
  return (await problemsOf(copy)).join("\n");
}

test("the installed tarball holds everything that it names, and nothing of the machine that built it", async () => {
  assert.deepEqual(await problemsOf(installed), []);
  for (const file of ["inkling.js", "README.md", "package.json", "types/index.d.ts"]) {
    assert.ok(!(await readFile(join(installed, file), "utf8")).includes(process.cwd()), file);
  }
  assert.doesNotMatch(await readFile(join(installed, "README.md"), "utf8"), /--8<--/);
});

test("beside the package lies its tarball, and none of another version", async () => {
  const { version } = JSON.parse(await readFile(join(installed, "package.json"), "utf8"));
  assert.deepEqual((await readdir(out)).sort(), ["inkling-digits", `inkling-digits-${version}.tgz`]);
});

for (const file of [
  "tfjs-backend-wasm-simd.wasm",
  "full/tfjs-backend-wasm.wasm",
  "models/fixture/group1-shard1of1.bin",
  "types/index.d.ts",
  "digit-pad.d.ts",
]) {
  test(`a package without ${file} is found out`, async () => {
    const problems = await problemsAfter(async (folder) => {
      await stat(join(folder, file));
      await rm(join(folder, file));
    });
    assert.ok(problems.includes(`${file}, which is not there.`), problems);
  });
}

/**
 * @param {RegExp} files  Names of files in the package's folder.
 * @param {string} from
 * @param {string} to
 */
const replacing = (files, from, to) => async (/** @type {string} */ folder) => {
  for (const file of (await readdir(folder)).filter((name) => files.test(name))) {
    const path = join(folder, file);
    await writeFile(path, (await readFile(path, "utf8")).replaceAll(from, to));
  }
};

test("a package without a licence, with a dependency, or with addresses that bundlers cannot read is found out", async () => {
  assert.equal(await problemsAfter((folder) => rm(join(folder, "LICENSE"))), "LICENSE is missing.");
  assert.equal(await problemsAfter(replacing(/^package\.json$/, '"type":', '"dependencies": {}, "type":')), "package.json has dependencies.");
  const problems = await problemsAfter(replacing(/\.js$/, ",import.meta.url)", ",base)"));
  assert.equal(problems, 'No script of "./" names the address of each WebAssembly file.');
});

test("the package names its repository where that is known, and exports each of its models", () => {
  assert.ok(!("repository" in manifest("1.0.0", [])));
  const { repository, homepage, exports } = manifest("1.0.0", ["a", "b"], "https://host.example/owner/name/");
  assert.deepEqual(repository, { type: "git", url: "git+https://host.example/owner/name.git" });
  assert.equal(homepage, "https://host.example/owner/name#readme");
  assert.deepEqual(
    Object.keys(exports).filter((name) => name.startsWith("./models/")),
    ["./models/a", "./models/b", "./models/*"],
  );
});

test("the command prints what is wrong and fails", async () => {
  const check = new URL("../../../build/npm/check.mjs", import.meta.url).pathname;
  const broken = await mkdtemp(join(copies, "empty-"));
  assert.equal((await node(check, installed)).code, 0);
  assert.deepEqual(await node(check, broken), {
    code: 1,
    stdout: "",
    stderr: "package.json is missing.\nREADME.md is missing.\nLICENSE is missing.\nNOTICE is missing.\n",
  });
});

test("a model that is not published is named, and the package that was there stays", async () => {
  await assert.rejects(packageFor({ models, out, names: ["nowhere"] }), /There is no model at .*nowhere.model\.json: publish it/);
  assert.deepEqual(await problemsOf(join(out, "inkling-digits")), []);
});
