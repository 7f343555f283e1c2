/**
 * What stays while a visitor looks at other pages, and what does not stay.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { button, digits, draw, expectLabel, inkOnPad, moreTool, ready } from "../../../site/browser/demo-page.mjs";
import { visit } from "../../../site/browser/visit.mjs";

/** @type {Awaited<ReturnType<typeof visit>>} */
let site;
before(async () => (site = await visit()));
after(() => site?.close());

/** @param {import("playwright-core").Page} page */
const stored = (page) => page.evaluate(() => JSON.stringify(sessionStorage));

test("back from another page the drawing, the model and the open panels are there; after Clear no drawing is", async () => {
  const { page, complaints } = await site.openDemo();
  await page.getByLabel("Model", { exact: true }).selectOption("linear");
  await ready(page, "linear");
  await page.locator("summary", { hasText: "How your drawing becomes" }).click();
  await draw(page, digits[3]);
  await expectLabel(page, "3");
  await page.goto(new URL("how/models/", site.url).href);
  await page.goto(site.url);
  await ready(page, "linear");
  await expectLabel(page, "3");
  assert.ok((await inkOnPad(page)) > 0);
  await page.getByRole("img", { name: "3. Ink" }).waitFor();
  await page.locator("summary", { hasText: "How your drawing becomes" }).click();
  await page.getByLabel("Model", { exact: true }).selectOption("inkling");
  await ready(page, "inkling");
  await button(page, "Clear").click();
  await page.waitForFunction(() => sessionStorage.getItem("inkling-session") === null);
  await page.reload();
  await ready(page, "inkling");
  assert.equal(await inkOnPad(page), 0);
  assert.doesNotMatch(await stored(page), /inkling-session/);
  assert.deepEqual(complaints, []);
});

test("a link counts more than what was kept", async () => {
  const { page } = await site.openDemo();
  await draw(page, digits[3]);
  await expectLabel(page, "3");
  await (await moreTool(page, "Copy link")).click();
  await page.getByText(/link to this drawing is copied|address of this page/).waitFor();
  const link = page.url();
  await button(page, "Clear").click();
  await draw(page, digits[7]);
  await expectLabel(page, "7");
  await page.goto("about:blank");
  await page.goto(link);
  await expectLabel(page, "3");
});

test("when a theme replaces the page's content, the old demo leaves nothing behind, and the new one has its drawing", async () => {
  const { page } = await site.open(undefined, "assets/logo.svg");
  await page.addInitScript(() => {
    /** @type {Set<string>} */
    const left = new Set();
    let count = 0;
    Object.assign(globalThis, { left });
    const original = EventTarget.prototype.addEventListener;
    EventTarget.prototype.addEventListener = function (type, listener, options) {
      const isOutside = this === window || this === document || this instanceof MediaQueryList;
      const isOurs = isOutside && ["resize", "hashchange", "paste", "pagehide", "storage", "change"].includes(type);
      if (isOurs) {
        const name = `${type} ${count++}`;
        left.add(name);
        if (typeof options === "object") options?.signal?.addEventListener("abort", () => left.delete(name));
      }
      return original.call(this, type, listener, options);
    };
  });
  await page.goto(site.url);
  await ready(page);
  await draw(page, digits[3]);
  await expectLabel(page, "3");
  const count = () => page.evaluate(() => /** @type {any} */ (globalThis).left.size);
  const before = await count();
  assert.ok(before > 4);
  for (let i = 0; i < 3; i++) {
    await page.evaluate(() => {
      const old = /** @type {HTMLElement} */ (document.querySelector("[data-inkling-demo]"));
      const fresh = /** @type {HTMLElement} */ (old.cloneNode(false));
      fresh.removeAttribute("data-state");
      fresh.removeAttribute("data-label");
      old.replaceWith(fresh);
      /** @type {any} */ (globalThis).document$.next(document); // As Material does it.
    });
    await ready(page);
  }
  assert.equal(await count(), before);
  await expectLabel(page, "3");
});
