/**
 * The page that trains, in every engine: the worker, the kernels, the images.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { engines, missing } from "../../../site/browser/drivers/engines.mjs";
import { host } from "../../../site/browser/host.mjs";
import { call, press, until } from "../engines/engine-page.mjs";

for (const engine of engines) {
  test(`${engine.name}: the atlas is shown in another language, from right to left`, { skip: missing(engine) }, async () => {
    const [tab, site] = [await engine.start(), await host()];
    try {
      await tab.goto(new URL("lab/atlas/", site.url).href);
      await until(tab, () => document.querySelector("[data-inkling-atlas]")?.getAttribute("data-state") === "ready");
      await call(tab, () => {
        const select = /** @type {HTMLSelectElement} */ (document.querySelector(".inkling-language select"));
        select.value = "ar";
        select.dispatchEvent(new Event("change"));
      });
      await until(tab, () => document.querySelector("[data-inkling-atlas]")?.getAttribute("dir") === "rtl");
      assert.match(await call(tab, () => document.querySelector(".atlas-list label")?.textContent ?? ""), /الصور/);
      assert.match(await call(tab, () => document.querySelector(".atlas-images .atlas-image span")?.textContent ?? ""), /[0-9]/);
      assert.deepEqual(await tab.complaints(), []);
    } finally {
      await tab.close();
      await site.down();
    }
  });

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
