/**
 * What a first visit fetches until the first answer, measured as `make bench-demo` does.
 */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { visitPage } from "../../../site/bench/site-page.mjs";
import { serve } from "../../../site/bin/serve.mjs";
import { repository, www } from "../../../site/browser/built-site.mjs";
import { startChromium } from "../../../site/browser/drivers/chromium.mjs";

test("script, WebAssembly and model of a first visit stay within their goal", async () => {
  const goals = await readFile(join(repository, "export", "cards", "benchmarks.py"), "utf8");
  const goal = Number(/GOAL_BYTES = ([\d_]+)/.exec(goals)?.[1].replaceAll("_", ""));
  const { url, stop } = await serve({ site: www }, { port: 0, compressed: /./ });
  const browser = await startChromium();
  try {
    const { script, wasm, model } = (await visitPage(browser, `${url}site/`)).bytes;
    assert.ok(Math.min(script, wasm, model) > 0);
    assert.ok(script + wasm + model <= goal, `${script} + ${wasm} + ${model} bytes, the goal is ${goal}`);
  } finally {
    await browser.close();
    await stop();
  }
});
