/**
 * Serves the site while one edits it, rebuilt and reloaded: `node site/build/watch.mjs MKDOCS [--port 8100]`
 *
 * `mkdocs serve` rebuilds the pages when something in docs/ changes, and reloads them in the browser. This command starts it and builds
 * the demo anew when something in site/src/ or a published model changes; that, too, is a change in docs/. Ends on Ctrl-C.
 */
import { spawn } from "node:child_process";
import { watch } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { command } from "../bin/command.mjs";

const site = dirname(dirname(fileURLToPath(import.meta.url)));
const repository = dirname(site);

/**
 * @param {() => Promise<unknown>} build
 * @returns {() => void} To be called at each change. Builds never overlap: changes during a build start one more when it has ended.
 */
export function onChange(build) {
  let building = false;
  let changed = false;
  return async function change() {
    changed = true;
    if (building) return;
    building = true;
    while (changed) {
      changed = false;
      await build();
    }
    building = false;
  };
}

/** A process of its own: this one would keep the modules as they were when it started. What is wrong, the build says itself. */
function build() {
  const child = spawn(process.execPath, [join(site, "build", "build.mjs")], { stdio: ["ignore", "ignore", "inherit"] });
  return new Promise((resolve) =>
    child.once("exit", (code) => {
      if (code === 0) process.stdout.write("Built the demo anew.\n");
      resolve(code);
    }),
  );
}

/** @param {string[]} args */
async function main(args) {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { port: { type: "string", default: "8100" } } });
  if (positionals.length !== 1) throw new Error("Name the MkDocs to serve with: node site/build/watch.mjs .venv/bin/mkdocs [--port 8100]");
  // Named, because newer versions of what MkDocs reads its arguments with take it for turned off.
  const server = spawn(positionals[0], ["serve", "--livereload", "--dev-addr", `127.0.0.1:${values.port}`], { cwd: repository, stdio: "inherit" });
  const ended = new Promise((resolve, reject) => server.once("error", reject).once("exit", resolve));
  const change = onChange(build);
  const watchers = [
    watch(join(site, "src"), { recursive: true }, change),
    watch(join(repository, "docs", "models"), { recursive: true }, (_, file) => {
      if (file?.endsWith("model.json")) change();
    }),
  ];
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) process.on(signal, () => server.kill(signal));
  await ended;
  for (const watcher of watchers) watcher.close();
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await command(() => main(process.argv.slice(2)));
