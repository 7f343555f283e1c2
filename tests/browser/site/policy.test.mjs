/**
 * The demo on a page with a strict Content-Security-Policy and without the theme.
 */
import assert from "node:assert/strict";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { www } from "../../../site/browser/built-site.mjs";
import { digits, draw, expectLabel, ready } from "../../../site/browser/demo-page.mjs";
import { engines, missing } from "../../../site/browser/drivers/engines.mjs";
import { visit } from "../../../site/browser/visit.mjs";
import * as demo from "../engines/engine-page.mjs";

/** @type {string} */
let folder;
/** @type {Awaited<ReturnType<typeof visit>>} */
let site;

/** @param {string} policy */
const pageUnder = (policy) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'self'; img-src 'self' data:; ${policy}">
<title>A page of one's own</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="assets/demo/demo.css">
<div data-inkling-demo data-models="models/index.json"></div>
<script type="module" src="assets/demo/demo.js"></script>
</html>
`;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "inkling-"));
  await cp(join(www, "assets", "demo"), join(folder, "assets", "demo"), { recursive: true });
  await cp(join(www, "models"), join(folder, "models"), { recursive: true });
  await writeFile(join(folder, "index.html"), pageUnder("script-src 'self' 'wasm-unsafe-eval'"));
  await writeFile(join(folder, "strict.html"), pageUnder("script-src 'self'"));
  site = await visit(folder);
});
after(async () => {
  await site?.close();
  await rm(folder, { recursive: true, force: true });
});

test("the demo works without the theme, under a policy that allows its own scripts and WebAssembly only", async () => {
  const { page, complaints } = await site.open();
  await ready(page);
  await draw(page, digits[9]);
  await expectLabel(page, "9");
  assert.deepEqual(complaints, []);
});

test("where a policy forbids WebAssembly the CPU answers", async () => {
  const { page } = await site.open(undefined, "strict.html");
  await ready(page);
  assert.ok(await page.evaluate(() => performance.getEntriesByType("resource").some(({ name }) => /\/cpu-[^/]+\.js$/.test(name))));
  await draw(page, digits[9]);
  await expectLabel(page, "9");
});

for (const engine of engines) {
  test(`where a policy forbids WebAssembly ${engine.name} answers`, { skip: missing(engine) }, async () => {
    const tab = await engine.start();
    try {
      await demo.visit(tab, `${site.url}strict.html`);
      await demo.draw(tab, digits[9]);
      await demo.until(tab, demo.isLabelled, "9");
    } finally {
      await tab.close();
    }
  });
}
