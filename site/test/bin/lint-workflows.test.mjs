import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { temporaryFolder } from "../fixture.mjs";

const script = fileURLToPath(new URL("../../bin/lint-workflows.mjs", import.meta.url));
const commit = "0123456789abcdef0123456789abcdef01234567";

/** @param {string} steps  Lines of YAML, indented as steps are. */
async function linted(steps) {
  const folder = await temporaryFolder();
  const head = "on: push\npermissions:\n  attestations: write\njobs:\n  one:\n    if: vars.ON == 'true'\n    runs-on: ubuntu-latest\n    steps:\n";
  await writeFile(join(folder, "one.yml"), head + steps);
  return spawnSync(process.execPath, [script, folder], { encoding: "utf8" });
}

test("the workflows of this repository have nothing to complain of", () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script], { encoding: "utf8" });
  assert.deepEqual([status, stderr], [0, ""]);
  assert.match(stdout, /^actionlint: \d workflows/);
});

test("what GitHub has added since is no mistake", async () => {
  const { status, stderr } = await linted(`      - uses: actions/checkout@${commit} # v6\n      - uses: ./own\n`);
  assert.deepEqual([status, stderr], [0, ""]);
});

test("an action that its owner can change is named with its line", async () => {
  const { status, stderr } = await linted("      - uses: actions/checkout@v6\n");
  assert.equal(status, 1);
  assert.match(stderr, /one\.yml:9: name the action by its commit/);
});

test("a shell that gets what a stranger wrote, and a step that is not there, are named", async () => {
  const echo = (/** @type {string} */ value) => `      - run: echo $\{{ ${value} }}\n`;
  const { status, stderr } = await linted(echo("github.event.pull_request.title") + echo("steps.none.outputs.x"));
  assert.equal(status, 1);
  assert.match(stderr, /one\.yml:9:\d+: .*potentially untrusted/);
  assert.match(stderr, /one\.yml:10:\d+: property "none" is not defined/);
});
