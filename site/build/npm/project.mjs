/**
 * An empty project in which the tarball of the npm package is installed, as its users do it, and the examples that are built with it.
 */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdir, readdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { promisify } from "node:util";
import { site } from "../bundle.mjs";
import { isTarball, NAME } from "./manifest.mjs";

const run = promisify(execFile);
const sources = join(site, "examples");

/** The examples that each bundler builds. `plain` needs none, `node` and `typescript` are no pages. */
const BUILT = { vite: ["vite", "react", "vue", "worker"], webpack: ["webpack"] };

/** @returns {Promise<string>} The tarball that `make npm` has built. */
export async function builtTarball() {
  const folder = process.env.INKLING_NPM ?? join(site, "..", "build", "npm");
  const files = await readdir(folder).catch(() => []);
  const tarball = files.find(isTarball);
  if (tarball === undefined) throw new Error(`There is no tarball of the package in ${folder}: run "make npm" first.`);
  return join(folder, tarball);
}

/**
 * @param {string} folder  An empty one; becomes the project.
 * @param {string} tarball
 * @returns {Promise<string>} The folder of the package in it.
 */
export async function emptyProject(folder, tarball) {
  await writeFile(join(folder, "package.json"), '{ "private": true }\n');
  // Offline: the package has no dependencies, so that its installation fetches nothing.
  await run("npm", ["install", "--offline", "--no-audit", "--no-fund", "--loglevel=error", tarball], { cwd: folder });
  return join(folder, "node_modules", NAME);
}

/**
 * Copies the examples into `examples/` of a project and builds them. They find the package in the project's folder above theirs, as in
 * a workspace; only `plain` has it in its own folder, because a page without a build names its path.
 *
 * @param {string} project  Its folder.
 * @returns {Promise<string>} The folder of the examples.
 */
export async function withExamples(project) {
  const modules = join(sources, "node_modules");
  if (!existsSync(modules)) throw new Error('The tools of the examples are missing: run "make npm", or "npm ci" in site/examples/.');
  const examples = join(project, "examples");
  await mkdir(examples);
  await cp(sources, examples, { recursive: true, filter: (path) => path !== modules });
  await symlink(modules, join(examples, "node_modules"));
  await cp(join(project, "node_modules", NAME), join(examples, "plain", "node_modules", NAME), { recursive: true });
  const tool = (/** @type {string} */ path, /** @type {string[]} */ args, /** @type {string} */ cwd) =>
    run(process.execPath, [join(modules, path), ...args], { cwd: join(examples, cwd) });
  await Promise.all([
    ...BUILT.webpack.map((name) => tool("webpack/bin/webpack.js", [], name)),
    // A relative base, so that the tests may serve the pages under any path.
    ...BUILT.vite.map((name) => tool("vite/bin/vite.js", ["build", "--base=./", "--logLevel=warn"], name)),
  ]);
  return examples;
}
