import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { commitOf } from "../../bench/provenance.mjs";
import { temporaryFolder } from "../fixture.mjs";

test("results name the commit, marked when the folder differs from it, by new files too", async () => {
  const folder = join(await temporaryFolder(), "checkout");
  await mkdir(folder);
  await writeFile(join(folder, "a.txt"), "a");
  for (const args of ["init -q", "add .", "-c user.name=n -c user.email=e@example.org commit -qm first"]) {
    execFileSync("git", args.split(" "), { cwd: folder });
  }
  const commit = await commitOf(folder);
  assert.match(`${commit}`, /^[0-9a-f]{40}$/);
  await writeFile(join(folder, "b.txt"), "b");
  assert.equal(await commitOf(folder), `${commit}-dirty`);
  assert.equal(await commitOf("/"), null);
});
