/**
 * The page that trains, in every engine: the worker, the kernels, the images.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { engines, missing } from "../../../site/browser/drivers/engines.mjs";
import { host } from "../../../site/browser/host.mjs";
import { call, press, until } from "../engines/engine-page.mjs";

for (const engine of engines) {
  test(`${engine.name}: a network learns, and is compared with the published ones`, { skip: missing(engine) }, async () => {
    const [tab, site] = [await engine.start(), await host()];
    try {
      await tab.goto(new URL("lab/train/#layers=16&epochs=1&batch=512&rate=0.01", site.url).href);
      await press(tab, "Start");
      await until(tab, () => document.querySelector("[data-inkling-train]")?.getAttribute("data-state") === "done");
      const right = await call(tab, () => Number.parseFloat(/([\d.]+)/.exec(document.querySelector(".inkling-train-latest")?.textContent ?? "")?.[1] ?? ""));
      assert.ok(right > 70, `${right} %`);
      await press(tab, "Compare with the published models");
      await until(tab, () => document.querySelectorAll(".inkling-train-compared > table tbody tr").length > 1);
      assert.deepEqual(await tab.complaints(), []);
    } finally {
      await tab.close();
      await site.down();
    }
  });
}
