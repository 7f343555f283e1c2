/**
 * The story of a fork, by the commands of the guide: a copy of the repository, a recipe of one's own, five drawings of a writer whom the
 * published model misreads, `make demo`, a commit, `make publish`, and the site under a path of its own, which reads that writer.
 */
import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { cp, mkdir, readFile, symlink, utimes, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import { before, test } from "node:test";
import { promisify } from "node:util";
import { toFragment } from "../../../site/src/app/sharing/link.js";
import { repository } from "../../../site/browser/built-site.mjs";
import { button, draw, expectLabel, ready } from "../../../site/browser/demo-page.mjs";
import { visit } from "../../../site/browser/visit.mjs";
import { temporaryFolder } from "../../../site/test/fixture.mjs";

const run = promisify(execFile);

/** What `make` sets for the commands that it starts is not for a `make` that a person starts; nor is the folder that other tests look at. */
const { MAKEFLAGS, MAKELEVEL, MFLAGS, INKLING_WWW, ...environment } = process.env;

/** This writer's twos end where others begin the base, so that they are read as sevens: points in units of the pad. */
const TWO = [
  [0.3, 0.3],
  [0.36, 0.22],
  [0.46, 0.18],
  [0.57, 0.19],
  [0.65, 0.26],
  [0.66, 0.36],
  [0.61, 0.47],
  [0.53, 0.58],
  [0.43, 0.7],
  [0.33, 0.82],
];

/** How five of them differ, and one more, which nobody teaches: width, height and slant. */
const [ANOTHER, ...TWOS] = [
  [0.97, 1.03, 0.02],
  [1, 1, 0],
  [0.9, 1.05, 0.05],
  [1.1, 0.95, 0],
  [0.95, 1, -0.06],
  [1.05, 1.08, 0.03],
].map(varied);

const python = join(".venv", "bin", "python");

/** @type {string} The copy. */
let fork;

/**
 * @param {number[]} change
 * @returns {import("../../../site/browser/demo-page.mjs").Drawing}
 */
function varied([width, height, slant]) {
  return [TWO.map(([x, y]) => ({ x: 0.5 + width * (x - 0.5) - slant * (y - 0.5), y: 0.5 + height * (y - 0.5) }))];
}

/**
 * @param {string[]} command
 * @returns {Promise<string>} What it prints.
 */
async function inFork(...command) {
  const { stdout } = await run(command[0], command.slice(1), { cwd: fork, env: environment, maxBuffer: 1e8 });
  return stdout;
}

/** @param {string} subject */
const commit = (subject) => inFork("git", "-c", "user.name=Fork", "-c", "user.email=fork@example.org", "commit", "--quiet", "--all", "--message", subject);

/** Copies all that a commit of the working tree would hold, with the environments that are installed here. */
before(async () => {
  fork = await temporaryFolder();
  const listed = await run("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: repository, maxBuffer: 1e8 });
  for (const file of listed.stdout.split("\0").filter((name) => name !== "" && existsSync(join(repository, name)))) {
    await mkdir(dirname(join(fork, file)), { recursive: true });
    await cp(join(repository, file), join(fork, file));
  }
  // Make installs an environment again that is older than what it is made from.
  for (const file of ["requirements.lock", "site/package-lock.json", "site/package.json"]) await utimes(join(fork, file), 0, 0);
  await symlink(join(repository, ".venv"), join(fork, ".venv"));
  await symlink(join(repository, "site", "node_modules"), join(fork, "site", "node_modules"));
  await inFork("git", "init", "--quiet");
  await inFork("git", "add", ".");
  await commit("the project as it is");
});

test("a writer who is misread teaches five drawings, trains a model with them, and publishes a site that reads them", async () => {
  const corrections = await teach();
  await addRecipe();
  await inFork(python, "-m", "trainer", "fit", "fork");
  await inFork(python, "-m", "trainer", "calibrate", "runs/fork-s0");
  assert.ok((await shareRead(corrections)) < 0.5, "The recipe reads this writer without being taught: find another one.");
  await demo(corrections);
  assert.equal(await shareRead(corrections), 1);
  await inFork(python, "-m", "export", "figures", "runs/fork-s0"); // They show what was measured just now.
  assert.equal(await inFork("git", "status", "--porcelain", "--untracked-files=no"), " M trainer/recipes.py\n", "Training changed what is tracked.");
  await commit("recipes: one of our own");
  await inFork("make", "publish", "RECIPES=fork");
  await commit("models: publish ours");
  await inFork("make", "site");
  await readsOnTheSite([...TWOS, ANOTHER]);
});

/**
 * Draws on the site of the fork, which stands under a path of its own.
 *
 * @param {import("../../../site/browser/demo-page.mjs").Drawing[]} twos
 */
async function readsOnTheSite(twos) {
  const site = await visit(join(fork, "build", "www"));
  const { page, complaints } = await site.openDemo(`#${toFragment(twos[0], "fork")}`);
  await ready(page, "fork");
  await expectLabel(page, "2");
  for (const two of twos.slice(1)) {
    await button(page, "Clear").click();
    await draw(page, two);
    await expectLabel(page, "2");
  }
  assert.deepEqual(complaints, []);
  await site.close();
}

/**
 * @param {string} file  Of drawings.
 * @returns {Promise<number>} How many of them the run of the fork reads right, 0 to 1.
 */
async function shareRead(file) {
  await inFork(python, "-m", "trainer", "evaluate", "runs/fork-s0", "--strokes", file);
  const { digits } = JSON.parse(await readFile(join(fork, "runs", "fork-s0", "strokes.json"), "utf8"));
  return digits[basename(file)].accuracy;
}

/**
 * Runs `make demo` until all is done, then ends it as Ctrl-C does.
 *
 * @param {string} corrections
 */
async function demo(corrections) {
  const command = spawn("make", ["demo", "RECIPES=fork", `STROKES=${corrections}`, "PORT=8790"], { cwd: fork, env: environment, detached: true });
  const ended = once(command, "exit");
  const said = [];
  for await (const line of createInterface(command.stdout)) {
    said.push(line);
    if (/^(All done|Training has failed)/.test(line)) process.kill(-Number(command.pid), "SIGINT");
  }
  await ended;
  assert.ok(
    said.some((line) => line.startsWith("All done")),
    said.join("\n"),
  );
}

/**
 * Teaches the published page, which misreads these drawings.
 *
 * @returns {Promise<string>} The path of the file that it saves.
 */
async function teach() {
  const site = await visit();
  const { page } = await site.openDemo();
  await page.locator("summary", { hasText: "Teach it your handwriting" }).click();
  for (const [i, two] of TWOS.entries()) {
    if (i > 0) await button(page, "Clear").click();
    await draw(page, two);
    if (i === 0) await expectLabel(page, "7");
    await page.getByLabel("It was a").selectOption("2");
    await button(page, "Remember it").click();
    await page.getByText(`Taught so far: 2 (${i + 1}).`).waitFor();
  }
  const saved = page.waitForEvent("download");
  await button(page, "Save as a file").click();
  const path = join(fork, "corrections.json");
  await (await saved).saveAs(path);
  await site.close();
  return path;
}

/** Writes the recipe as the guide says: a constant, and its name in the list. */
async function addRecipe() {
  const path = join(fork, "trainer", "recipes.py");
  const text = await readFile(path, "utf8");
  const mine = 'FORK = dataclasses.replace(MLP_128_64, name="fork", title="Fork", epochs=2, expected=(90.0, 99.0))\n\n';
  await writeFile(path, text.replace("RECIPES = (", `${mine}RECIPES = (FORK, `));
}
