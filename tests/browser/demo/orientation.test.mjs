/**
 * Photographs that a camera stored on their side, in every engine: the note in the file says how to turn them.
 */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { engines, missing } from "../../../site/browser/drivers/engines.mjs";
import { host } from "../../../site/browser/host.mjs";
import { call, isLabelled, isVerdict, press, until, visit } from "../engines/engine-page.mjs";

const folder = new URL("../../vectors/orientation/", import.meta.url);

/**
 * Runs in the page.
 *
 * @param {string} name
 * @param {number[]} bytes
 */
function drop(name, bytes) {
  const data = new DataTransfer();
  data.items.add(new File([Uint8Array.from(bytes)], name, { type: name.endsWith("jpg") ? "image/jpeg" : `image/${name.slice(2)}` }));
  document.querySelector("[data-inkling-demo]")?.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
}

for (const engine of engines) {
  describe(engine.name, { skip: missing(engine) }, () => {
    const opened = /** @type {{tab: import("../../../site/browser/drivers/tab.mjs").Tab, site: Awaited<ReturnType<typeof host>>}} */ ({});
    before(async () => void Object.assign(opened, { tab: await engine.start(), site: await host() }));
    after(() => Promise.all([opened.tab?.close(), opened.site?.down()]));

    test("a four in each of the eight orientations is a four, as JPEG, PNG and WebP", async () => {
      const { tab, site } = opened;
      await visit(tab, site.url);
      for (const kind of ["jpg", "png", "webp"]) {
        for (let orientation = 1; orientation <= 8; orientation++) {
          const name = `${orientation}.${kind}`;
          await call(tab, drop, name, [...(await readFile(new URL(name, folder)))]);
          await until(tab, isVerdict, "digit").catch((cause) => assert.fail(`${name}: ${cause.message}`));
          assert.ok(await call(tab, isLabelled, "4"), name);
          await press(tab, "Clear");
          await until(tab, isVerdict, "blank");
        }
      }
      assert.deepEqual(await tab.complaints(), []);
    });
  });
}
